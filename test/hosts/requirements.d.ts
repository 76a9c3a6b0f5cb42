/** Types of requirements.js. */
export function missingForHosts(): readonly string[];
