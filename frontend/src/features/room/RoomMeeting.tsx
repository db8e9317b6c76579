// One meeting seen from a seat in the room: one live channel for all its pages.
import { Outlet, useParams } from "@tanstack/react-router";
import { LiveMeeting, usePicture } from "../../live/live.react";
import { AskedDialog } from "../asked/AskedDialog";
import { useAwake } from "../comfort/useComfort";
import { running } from "../meeting/situation";
import { VisitProvider } from "./visit.react";

/** In session, the tablet stays lit on every page of the meeting. */
function Awake() {
  const { view } = usePicture();
  useAwake(view !== undefined && running(view));
  return null;
}

export function RoomMeeting() {
  const { meetingId } = useParams({ from: "/room/meetings/$meetingId" });
  return (
    <LiveMeeting key={meetingId} meeting={meetingId} door="room">
      <Awake />
      <VisitProvider>
        <Outlet />
        <AskedDialog meeting={meetingId} />
      </VisitProvider>
    </LiveMeeting>
  );
}
