// Every screen's words in one language, one file per feature.
export { chair } from "./chair";
export { common } from "./common";
export { desk } from "./desk";
export { notes } from "./notes";
export { pack } from "./pack";
export { papers } from "./papers";
export { reader } from "./reader";
export { rehearsal } from "./rehearsal";
export { room } from "./room";
export { search } from "./search";
export { signin } from "./signin";
export { trust } from "./trust";
export { wall } from "./wall";
