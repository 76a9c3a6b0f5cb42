/** A text in which Terraform sees no templates of its own. */

/**
 * `${` and `%{` of a shell script or the like, escaped. (`Fn.rawString` of cdktf 0.21 also escapes line breaks and quotes, once
 * more than JSON does: what arrives is one line.)
 */
export function literalText(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}
