// Every screen's words in one language, one file per feature.
export { asked } from "./asked";
export { chair } from "./chair";
export { comfort } from "./comfort";
export { common } from "./common";
export { desk } from "./desk";
export { follow } from "./follow";
export { notes } from "./notes";
export { pack } from "./pack";
export { papers } from "./papers";
export { reader } from "./reader";
export { rehearsal } from "./rehearsal";
export { room } from "./room";
export { search } from "./search";
export { service } from "./service";
export { signin } from "./signin";
export { trust } from "./trust";
export { wall } from "./wall";
