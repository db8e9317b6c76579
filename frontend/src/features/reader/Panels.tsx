// Which panel is open beside the page, and what each needs of the reader.
import type { RefObject } from "react";
import type { Heading } from "../../reader/outline";
import type { ReadingPrefs } from "../../reader/prefs";
import type { Viewer } from "../../reader/viewer";
import { pictureAddress } from "../papers/factsApi";
import { FindPanel } from "./FindPanel";
import type { Opening } from "./openingApi";
import { PagesPanel } from "./PagesPanel";
import type { Find } from "./useFind";
import type { OpenPanel } from "./usePanel";
import type { PaperState } from "./usePaper";
import { ViewPanel } from "./ViewPanel";

interface PanelsProps {
  opened: OpenPanel;
  wide: boolean;
  version: { meeting: string; id: string; hash: string };
  opening?: Opening;
  state: PaperState;
  page: number;
  pages: number;
  find: Find;
  prefs: ReadingPrefs;
  viewer: RefObject<Viewer | undefined>;
  outline(): Promise<Heading[]>;
  onPrefs(change: Partial<ReadingPrefs>): void;
  onAloud(): void;
}

export function Panels(props: PanelsProps) {
  const { opened, wide, version, opening, state, page, pages, viewer } = props;
  const { panel, close } = opened;
  const { meeting, id, hash } = version;
  /** Over the page a panel is in the way of what was asked for; beside it, it stays. */
  const chosen = () => {
    if (!wide) opened.leave();
  };
  if (panel === "find") {
    return <FindPanel find={props.find} meeting={meeting} onClose={close} onTo={chosen} />;
  }
  if (panel === "contents") {
    return (
      <PagesPanel
        page={page}
        pages={pages}
        changed={opening?.changed_pages ?? []}
        shape={(at) => shapeOf(opening?.page_sizes[at - 1])}
        picture={(at) => pictureAddress(meeting, id, at, 160, hash)}
        outline={props.outline}
        onGo={(to, down) => {
          viewer.current?.goTo(to, down);
          chosen();
        }}
        onClose={close}
      />
    );
  }
  if (panel === "view") {
    return (
      <ViewPanel
        position={state.position}
        prefs={props.prefs}
        onPrefs={(change) => {
          props.onPrefs(change);
          chosen();
        }}
        onZoom={(zoom) => viewer.current?.setZoom(zoom)}
        onStep={(direction) => viewer.current?.zoomStep(direction)}
        onRotate={() => viewer.current?.rotate()}
        onAloud={() => {
          props.onAloud();
          chosen();
        }}
        onClose={close}
      />
    );
  }
  return null;
}

const shapeOf = (size?: readonly [number, number]) => (size ? size[0] / size[1] : 210 / 297);
