// One meeting at the desk: its live picture, and the uploads that go on while one moves between its tabs.
import { getRouteApi } from "@tanstack/react-router";
import { LiveMeeting } from "../../live/live.react";
import { RunningUploads } from "../papers/RunningUploads";
import { MeetingDesk } from "./MeetingDesk";

const route = getRouteApi("/desk/meetings/$meeting");

export function MeetingPage() {
  const { meeting } = route.useParams();
  return (
    <LiveMeeting key={meeting} meeting={meeting} door="desk">
      <RunningUploads meeting={meeting}>
        <MeetingDesk />
      </RunningUploads>
    </LiveMeeting>
  );
}
