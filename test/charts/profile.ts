/** How many copies each profile has, as the documents tell it. */
import type { RenderedEnvironment } from "./gather";

type Profile = RenderedEnvironment["file"]["profile"];

/** Controllers: a second takes over where the first goes. */
export const CONTROLLERS: Readonly<Record<Profile, number>> = { minimal: 1, standard: 2, full: 2 };
/** What every request passes through. */
export const REQUEST_PATH: Readonly<Record<Profile, number>> = { minimal: 1, standard: 2, full: 3 };
