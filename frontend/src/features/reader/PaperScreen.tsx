// One version of one paper on screen: header, notice, page, tools and bar around the engine's scroll.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { usePicture, useServerNow } from "../../live/live.react";
import { rememberPlace } from "../../reader/place";
import { cutSince } from "../meeting/cut";
import { markRead } from "../meeting/readState";
import { useSession } from "../signin/session";
import { Cover } from "./Cover";
import { GoTo } from "./GoTo";
import { PageBar } from "./PageBar";
import styles from "./PaperScreen.module.css";
import { ReaderHeader } from "./ReaderHeader";
import { Strip } from "./Strip";
import { Tools } from "./Tools";
import { usePaper } from "./usePaper";
import { type ReaderKey, useReaderKeys } from "./useReaderKeys";
import { useWide } from "./useWide";

type PaperView = MeetingView["papers"][string];

export interface PaperScreenProps {
  view: MeetingView;
  id: string;
  /** As last seen: it may have been withdrawn since. */
  paper: PaperView;
  withdrawn: boolean;
}

export function PaperScreen({ view, id, paper, withdrawn }: PaperScreenProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const picture = usePicture();
  const now = useServerNow();
  const cut = cutSince(picture);
  const wide = useWide();
  const { account_id: account } = useSession();
  const [hash, setHash] = useState(paper.hash);
  const [asking, setAsking] = useState(false);
  const [accepted, setAccepted] = useState(view.agenda.current);
  const scroller = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const meeting = view.meeting_id;
  const url = `/api/meetings/${meeting}/papers/${id}/files/${hash}`;
  const { state, viewer, retry } = usePaper(scroller, url, hash);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (state.stage === "shown") markRead(account, id, hash);
  }, [state.stage, account, id, hash]);

  const pages = state.pages ?? paper.pages;
  const page = state.position?.page ?? 1;
  const title = paper.symbol
    ? t("reader.titleWithSymbol", { title: paper.title, symbol: paper.symbol })
    : paper.title;
  const item = view.agenda.items[paper.item_id];
  const siblings = item?.papers.filter((other) => view.papers[other]) ?? [];
  const open = (paperId: string) =>
    navigate({
      to: "/room/meetings/$meetingId/papers/$paperId",
      params: { meetingId: meeting, paperId },
      search: true,
      replace: true,
    });
  const goTo = (to: number) => viewer.current?.goTo(to);
  const openNew = () => {
    if (viewer.current) rememberPlace(paper.hash, viewer.current.place());
    setHash(paper.hash);
    heading.current?.focus({ preventScroll: true });
  };

  useReaderKeys((key: ReaderKey) => {
    const [sheet, engine] = [scroller.current, viewer.current];
    if (!sheet || !engine) return;
    const scroll = (by: number) => sheet.scrollBy({ top: by, behavior: "instant" });
    const acts: Record<ReaderKey, () => void> = {
      nextPage: () => goTo(page + 1),
      previousPage: () => goTo(page - 1),
      firstPage: () => goTo(1),
      lastPage: () => goTo(pages),
      screenDown: () => scroll(sheet.clientHeight * 0.9),
      screenUp: () => scroll(-sheet.clientHeight * 0.9),
      lineDown: () => scroll(80),
      lineUp: () => scroll(-80),
      zoomIn: () => engine.zoomStep(1),
      zoomOut: () => engine.zoomStep(-1),
      fitWidth: () => engine.setZoom("width"),
    };
    acts[key]();
  });

  const tools = (
    <Tools
      wide={wide}
      position={state.position}
      onZoom={(zoom) => viewer.current?.setZoom(zoom)}
      onStep={(direction) => viewer.current?.zoomStep(direction)}
      previousPaper={siblings[siblings.indexOf(id) - 1]}
      nextPaper={siblings.includes(id) ? siblings[siblings.indexOf(id) + 1] : undefined}
      onOpen={open}
    />
  );

  return (
    <div className={styles.reader}>
      <ReaderHeader
        meeting={meeting}
        title={title}
        heading={heading}
        wide={wide}
        now={now}
        connection={picture.connection}
        cut={cut}
      />
      <div className={styles.body}>
        {wide && tools}
        <main className={styles.main}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section ref={scroller} className={styles.scroller} aria-label={t("reader.pages")} tabIndex={0} />
          {state.stage !== "shown" && (
            <Cover
              state={state}
              size={paper.size}
              url={url}
              fileName={paper.file_name}
              meeting={meeting}
              onRetry={retry}
            />
          )}
          <Strip
            cut={cut}
            withdrawn={withdrawn || state.stalled === "missing"}
            replaced={paper.hash !== hash}
            stalled={state.stage === "shown" && state.stalled !== undefined}
            agenda={view.agenda}
            own={paper.item_id}
            accepted={accepted}
            meeting={meeting}
            onOpenNew={openNew}
            onStay={() => setAccepted(view.agenda.current)}
          />
        </main>
      </div>
      {!wide && tools}
      <PageBar
        meeting={meeting}
        page={page}
        pages={pages}
        ready={state.stage === "shown"}
        siblings={siblings}
        id={id}
        itemNumber={item?.number}
        onGo={goTo}
        onAsk={() => setAsking(true)}
        onOpen={open}
      />
      <GoTo open={asking} page={page} pages={pages} onClose={() => setAsking(false)} onGo={goTo} />
    </div>
  );
}
