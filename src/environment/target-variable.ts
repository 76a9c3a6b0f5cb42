/** A target that is asked for in place of the one that the files name. */

/** Set by `jangada synth`, `validate` and `rehearse` with `--target`, for the app; every other verb takes it away. */
export const TARGET_VARIABLE = "JANGADA_TARGET";
