/** How a chart value that undoes a protection is described. */

/** What a value must be; of a list, one of its entries for `entry`. */
export type Unsafe =
  | { readonly is: readonly (string | number | boolean | null)[] }
  /** A text, case not counted. */
  | { readonly text: RegExp }
  /** A number of at least this. */
  | { readonly atLeast: number }
  /** Anything but nothing: no null, and no empty text, list or map. */
  | { readonly is: "set" }
  /** A list that has an entry for which this does not hold. */
  | { readonly entryOtherThan: RegExp }
  /** A list without an entry for which this holds. */
  | { readonly lacks: RegExp }
  /** A list of ranges that together are everybody; an empty one too, where that means so. */
  | { readonly is: "everybody"; readonly emptyToo?: true };

export interface UnsafeValue {
  /** Stable, such as `privileged`. */
  readonly id: string;
  /** One of the places: the end of a path, with dots between keys; entries of lists are `[]`. */
  readonly at: readonly RegExp[];
  readonly when: readonly Unsafe[];
  /** Charts that it is unsafe in. @default all */
  readonly charts?: readonly string[];
  /** Unsafe even where the chart has it by default: the platform sets it otherwise. @default false */
  readonly thoughDefault?: true;
  /** The platform's own values have it on purpose: only what comes to them later is a change. @default false */
  readonly inOwnChartsToo?: true;
  /** The rule of reviews that judges it already. @default a rule of its own */
  readonly rule?: string;
  /** One sentence; it follows the place. */
  readonly reason: string;
}

export const YES = { is: [true, "true"] } as const;
export const NO = { is: [false, "false"] } as const;
export const GONE = { is: [null] } as const;
export const SET = { is: "set" } as const;

/** The end of a path: one of these keys, or keys with dots. */
export const key = (...names: readonly string[]): RegExp =>
  new RegExp(`(^|\\.)(${names.map((name) => name.replaceAll(".", "\\.")).join("|")})$`);
