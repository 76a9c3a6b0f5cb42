/** Name of the Secret with which figures of a cache are read, in the namespace of observability. */
export const monitoringSecretName = (name: string): string => `redis-${name}-monitoring`;
