/** What is known of file systems for computing. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const fsxFacts: ServiceFacts = {
  holdsData: { aws_fsx_lustre_file_system: "a file system's files" },
};
