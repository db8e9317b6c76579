// The papers of the meeting to come, from the first page: the day before, nobody goes into the lobby.
import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { MeetingView } from "../../live/frame";
import { vaultOf } from "../../vault/keeper";
import { type KeptPicture, PICTURE } from "../../vault/kept";
import { orKept } from "../../vault/offline";
import { PackCard } from "../pack/PackCard";
import { useSession } from "../signin/session";
import styles from "./RoomHome.module.css";

/** New papers come in until the meeting begins. */
const LOOK_AGAIN_MS = 60_000;

export function LeadPack({ meeting, offline }: { meeting: string; offline: boolean }) {
  const { paired } = useSession();
  const { data } = useQuery({
    queryKey: ["meetings", meeting, "papers"],
    enabled: paired,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () =>
      orKept<MeetingView["papers"]>(asked(meeting), async () => {
        const kept = await (await vaultOf(meeting))?.get<KeptPicture>(PICTURE);
        return kept?.view.papers;
      }),
  });
  if (!paired || !data) return null;
  return (
    <div className={styles.pack}>
      <PackCard meeting={meeting} papers={data} offline={offline} />
    </div>
  );
}

async function asked(meeting: string): Promise<MeetingView["papers"]> {
  const path = { meeting_id: meeting };
  const { view } = await answer(api.GET("/api/meetings/{meeting_id}", { params: { path } }));
  return view.papers;
}
