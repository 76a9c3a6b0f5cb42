/** A pair of numbers of the environment file that is divided over several resources: what each gets is told. */
export interface Spread {
  /** The type of those resources. */
  readonly type: string;
  /** The thing that the numbers are of, by its path in the file, `*` a name; a resource's own name goes on after it with its part's. */
  readonly thing: string;
  /** What the parts are of, as the beginning of a line: `nodes by zone`. */
  readonly called: string;
  /** Path of the lower number in a resource. */
  readonly least: string;
  /** Path of the upper number. */
  readonly most: string;
}
