/** What the project installs though whoever made it has stopped: nobody mends it any more. The compatibility guard warns of each. */

export interface ClosedProject {
  /** As a sentence begins with it. */
  readonly title: string;
  /** Day, as YYYY-MM-DD. */
  readonly since: string;
  /** What it comes to: a clause. */
  readonly what: string;
  /** Where that is written. */
  readonly source: string;
  /** What to take in its place, as the end of "Take …". */
  readonly instead: string;
}
