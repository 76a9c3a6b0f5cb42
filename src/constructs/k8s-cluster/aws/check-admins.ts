/** Who administers an EKS cluster. */
import type { SectionProblem } from "../../../model/component";
import type { ClusterSection } from "../section";

export function checkAdmins({ admins }: Pick<ClusterSection, "admins">, account: string): readonly SectionProblem[] {
  if (admins.length === 0) {
    return [
      {
        path: ["admins"],
        code: "CLUSTER_NO_ADMINS",
        message: "Nobody would administer the cluster: whoever creates it is not let in by that.",
        remedy: `Name the IAM role that deploys, such as arn:aws:iam::${account}:role/platform-admin.`,
      },
    ];
  }
  return admins.flatMap((admin, index) => [
    ...(admins.indexOf(admin) === index
      ? []
      : [{ path: ["admins", index], code: "CLUSTER_ADMIN_TWICE", message: `'${admin}' is named twice.` }]),
    // EKS takes principals of other accounts in an access entry; that is nearly always a file copied from elsewhere.
    ...(admin.split(":")[4] === account
      ? []
      : [
          {
            path: ["admins", index],
            code: "CLUSTER_ADMIN_OF_OTHER_ACCOUNT",
            message: `'${admin}' is not of the environment's account ${account}.`,
            remedy: "Name a role of the environment's account; people of others take that role on.",
          },
        ]),
  ]);
}
