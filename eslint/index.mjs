// The project's own rules: where folders may point, where a cloud may be named, where cdktf may be loaded.
import noCdktf from "./no-cdktf.mjs";
import noCloudWords from "./no-cloud-words.mjs";
import noFolderCircles from "./no-folder-circles.mjs";

export default {
  rules: { "no-cdktf": noCdktf, "no-cloud-words": noCloudWords, "no-folder-circles": noFolderCircles },
};
