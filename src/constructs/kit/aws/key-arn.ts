/** ARN of a KMS key, and not of an alias: an alias can be pointed at another key. Loads no binding, for sections. */
export const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
