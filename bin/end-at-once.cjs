/**
 * Once nothing is left to do, ends the process without taking its heap down first: the system does that in no time, Node in 20 ms.
 * Nothing is lost: what is still to be written keeps a process from coming here.
 */
"use strict";
process.once("beforeExit", () => process.exit());
