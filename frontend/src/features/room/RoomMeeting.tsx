// One meeting seen from a seat in the room: one live channel for all its pages.
import { Outlet, useParams } from "@tanstack/react-router";
import { LiveMeeting } from "../../live/live.react";
import { VisitProvider } from "./visit.react";

export function RoomMeeting() {
  const { meetingId } = useParams({ from: "/room/meetings/$meetingId" });
  return (
    <LiveMeeting key={meetingId} meeting={meetingId} door="room">
      <VisitProvider>
        <Outlet />
      </VisitProvider>
    </LiveMeeting>
  );
}
