/** Name in the environment of the store of objects that logs are kept in: it is published so. */
export const LOG_STORE = "observability";
