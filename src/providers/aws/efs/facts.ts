/** What is known of file systems that nodes share. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const efsFacts: ServiceFacts = {
  holdsData: { aws_efs_file_system: "a file system's files" },
};
