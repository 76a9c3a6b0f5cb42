/** Names that AWS derives from region and account, so that no policy has to look them up. */
import { awsPartition } from "./partition";

/** A policy that AWS keeps, such as `AmazonEKSClusterPolicy`. */
export function managedPolicyArn(region: string, name: string): string {
  return `arn:${awsPartition(region)}:iam::aws:policy/${name}`;
}
