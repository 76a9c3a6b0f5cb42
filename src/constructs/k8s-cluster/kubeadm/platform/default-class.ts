/** Says of a StorageClass that it is taken where a claim names none (kubernetes.io/docs/concepts/storage/storage-classes). */
export const DEFAULT_CLASS = { "storageclass.kubernetes.io/is-default-class": "true" } as const;
