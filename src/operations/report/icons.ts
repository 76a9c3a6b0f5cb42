/** Words and signs that every report shares. */
import type { Severity } from "../risk";

export const RISK_NAMES: { readonly [S in Severity]: string } = {
  "data-loss": "data loss",
  exposure: "exposure",
  downtime: "downtime",
  cost: "cost",
  none: "none",
};

export const RISK_SIGNS: { readonly [S in Severity]: string } = {
  "data-loss": "🛑",
  exposure: "🔓",
  downtime: "⏳",
  cost: "💰",
  none: "·",
};

/** Where nothing can be said of a risk. */
export const NOT_JUDGED_SIGN = "❔";

export const ACTION_SIGNS: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  forget: "x",
  read: "<",
  "no-op": ">",
  configure: "*",
};
