/** Whether a range is, or nearly is, everybody: nobody owns a /1. */
export function isWorld(cidr: string): boolean {
  return Number(cidr.replace(/^.*\//, "")) <= 1;
}
