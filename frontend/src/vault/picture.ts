// Keeps the picture of a meeting beside its papers: shown when no word comes from the server, erased when the meeting is over.
import type { MeetingView } from "../live/frame";
import type { Picture, PictureState } from "../live/picture";
import { askWhetherPaired, eraseVault, vaultOf } from "./keeper";
import { type KeptPicture, PICTURE } from "./kept";

/** A picture that has not come by now is looked for among what is kept. */
const FIRST_WORD_MS = 1_500;
/** Changes come in bursts. */
const SETTLE_MS = 1_000;

/** For as long as the meeting is on screen. */
export function keepPicture(meeting: string, picture: Picture): () => void {
  let stopped = false;
  let saving: ReturnType<typeof setTimeout> | undefined;
  let saved: PictureState["view"];
  let recalled = false;
  let tended: MeetingView["papers"] | undefined;
  let leave = () => {};

  const recall = async () => {
    if (stopped || recalled || picture.getSnapshot().view) return;
    recalled = true;
    const kept = await (await vaultOf(meeting))?.get<KeptPicture>(PICTURE);
    if (kept && !stopped) picture.recall(kept);
    else recalled = false;
  };
  const save = async () => {
    saving = undefined;
    const { view, mine, heardAt, offset } = picture.getSnapshot();
    if (!view || stopped) return;
    saved = view;
    await (await vaultOf(meeting))?.put(PICTURE, { view, mine, heardAt, offset } satisfies KeptPicture);
  };
  const tend = async (papers: MeetingView["papers"]) => {
    if (!(await vaultOf(meeting))) return;
    // Only a tablet that keeps papers needs to know how.
    const { packOf, tendPack } = await import("./packs");
    const pack = await packOf(meeting);
    if (!pack || stopped || papers !== tended) return;
    leave();
    leave = tendPack(pack, papers);
  };
  const look = () => {
    const { view, connection, ended } = picture.getSnapshot();
    if (ended === "removed" || ended === "unknown" || (connection === "live" && view?.phase === "closed")) {
      stopped = true;
      leave();
      void eraseVault(meeting);
      return;
    }
    if (ended === "signed_out") void askWhetherPaired();
    if (connection === "lost" && !view) void recall();
    // After a cut it is looked again: what was under way then is not there.
    if (connection === "lost") tended = undefined;
    if (connection === "live" && view && view.papers !== tended) {
      tended = view.papers;
      void tend(tended).catch(() => {});
    }
    if (connection !== "live" || !view || view === saved || saving) return;
    saving = setTimeout(() => void save().catch(() => {}), SETTLE_MS);
  };

  const soon = setTimeout(() => void recall(), navigator.onLine ? FIRST_WORD_MS : 0);
  const unsubscribe = picture.subscribe(look);
  look();
  return () => {
    stopped = true;
    clearTimeout(soon);
    clearTimeout(saving);
    leave();
    unsubscribe();
  };
}
