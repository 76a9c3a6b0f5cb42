/** A pair of numbers of the environment file that is divided over several resources: what each gets is told. */
export interface DividedNumbers {
  /** The type of those resources. */
  readonly type: string;
  /** The thing that the numbers are of, by its path in the file, `*` a name; a resource's own name goes on after it with its part's. */
  readonly entry: string;
  /** What the parts are of, as the beginning of a line: `nodes by zone`. */
  readonly label: string;
  /** Path of the lower number in a resource. */
  readonly min: string;
  /** Path of the upper number. */
  readonly max: string;
}
