/**
 * Distributions that the stages know, by `<ID>-<VERSION_ID>` of their os-release, and until when their makers mend them for nothing
 * (debian.org/releases, ubuntu.com/about/release-cycle; read 2026-11-26).
 */
export const DISTRIBUTIONS = {
  "debian-12": { title: "Debian 12 (bookworm)", until: "2028-06-30" },
  "debian-13": { title: "Debian 13 (trixie)", until: "2030-06-30" },
  "ubuntu-22.04": { title: "Ubuntu 22.04 LTS", until: "2027-04-30" },
  "ubuntu-24.04": { title: "Ubuntu 24.04 LTS", until: "2029-04-30" },
} as const satisfies { readonly [name: string]: { readonly title: string; readonly until: string } };

export type Distribution = keyof typeof DISTRIBUTIONS;
export const distributionNames = Object.keys(DISTRIBUTIONS) as readonly Distribution[];
