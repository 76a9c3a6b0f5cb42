/** Servers of the simulated RDS. */
import type { ValueObject } from "../../../../src/rehearsal/protocol/value";
import type { Aws, Given } from "../support";

export const CONFIG: Given = {
  identifier: "dev-orders",
  engine: "postgres",
  engine_version: "17",
  instance_class: "db.t4g.micro",
  allocated_storage: 50,
  storage_type: "gp3",
  storage_encrypted: true,
  username: "owner",
  manage_master_user_password: true,
  skip_final_snapshot: true,
};

/** One that is right, with what is given. */
export const config = (given: Given = {}): Given => ({ ...CONFIG, ...given });
/** Made, or changed from what was there before. */
export const make = (aws: Aws, given: Given = {}, prior: ValueObject | null = null) =>
  aws.make("aws_db_instance", config(given), prior);
