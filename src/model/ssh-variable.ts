/**
 * Name of the variable of every stack that reaches hosts: whoever runs Terraform may say by it that all hosts are behind a proxy, show
 * one key and let one in.
 */
export const SSH_VARIABLE = "ssh";

/** By which Terraform is told it. */
export const SSH_ENVIRONMENT = `TF_VAR_${SSH_VARIABLE}`;
