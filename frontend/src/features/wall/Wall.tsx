// One meeting on the wall, kept current by the live channel; the last picture stays when the line is cut.
import { LiveMeeting, usePicture, useServerNow } from "../../live/live.react";
import { cutSince } from "../meeting/cut";
import { useHouse } from "./house";
import { WallPicture } from "./WallPicture";
import { WallQuiet } from "./WallQuiet";
import { WallStage } from "./WallStage";

export function Wall({ meeting }: { meeting: string }) {
  return (
    <LiveMeeting key={meeting} meeting={meeting} door="wall">
      <Shown />
    </LiveMeeting>
  );
}

function Shown() {
  const picture = usePicture();
  const now = useServerNow();
  const { name } = useHouse();
  const { view, ended, connection } = picture;
  if (ended === "signed_out") return <WallQuiet why="signedOut" />;
  // No longer this wall's meeting: whatever was on screen is not for this room any more.
  if (ended) return <WallQuiet why="idle" live />;
  if (!view) return <WallQuiet why="waiting" />;
  return (
    <WallStage>
      <WallPicture view={view} house={name} now={now} live={connection === "live"} cut={cutSince(picture)} />
    </WallStage>
  );
}
