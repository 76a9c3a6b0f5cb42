/** Types of requirements.js. */
export function missingForHosts(): readonly string[];
export function missingForGuest(): readonly string[];
