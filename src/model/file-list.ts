/** A list of the environment file whose entries are found again in resources: what it gains and loses is told. */
export interface FileList {
  /** The type of those resources. */
  readonly type: string;
  /** The thing that the list is of, by its path in the file. */
  readonly entry: string;
  /** What its entries are, as the beginning of a line: `zones`. */
  readonly label: string;
  /** The attribute that says which entry a resource is of. */
  readonly attribute: string;
}
