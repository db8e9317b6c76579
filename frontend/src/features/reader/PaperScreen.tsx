// One version of one paper on screen: header, notice, page, tools and bar around the engine's scroll.
import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { useLedPage, usePicture, useServerNow } from "../../live/live.react";
import { prepare } from "../../reader/document";
import { rememberPlace } from "../../reader/place";
import { keepReadingPrefs, type ReadingPrefs, readingPrefs } from "../../reader/prefs";
import { Notice } from "../../ui/Notice";
import look from "../../ui/Tool.module.css";
import { mayKeep } from "../../vault/pack";
import { useFloorMessage } from "../floor/useFloorMessage";
import { useOwnFloor } from "../floor/useOwnFloor";
import { LeadPrimary } from "../follow/LeadPrimary";
import { LeadTool } from "../follow/LeadTool";
import { useLeadWords } from "../follow/leadWords";
import { useLeadActs } from "../follow/useLeadActs";
import { useLeadMessage } from "../follow/useLeadMessage";
import { useReaderLead } from "../follow/useReaderLead";
import { cutSince } from "../meeting/cut";
import { markRead } from "../meeting/readState";
import { useVoteAsked } from "../motion/useVoteMessage";
import { useOwnHand } from "../notes/OwnHand";
import { pictureAddress } from "../papers/factsApi";
import { fileAt } from "../papers/papersApi";
import { useSession } from "../signin/session";
import { Cover } from "./Cover";
import { GoTo } from "./GoTo";
import { Letters } from "./Letters";
import { NoPages } from "./NoPages";
import { noteReading } from "./openingApi";
import { PageBar } from "./PageBar";
import { PageTop } from "./PageTop";
import { Panels } from "./Panels";
import styles from "./PaperScreen.module.css";
import { ReaderHeader } from "./ReaderHeader";
import { paperAddress } from "./RoomLink";
import { Strip } from "./Strip";
import { Tools } from "./Tools";
import toolStyles from "./Tools.module.css";
import { useAloud } from "./useAloud";
import { useFind } from "./useFind";
import { useOpening } from "./useOpening";
import { usePanel } from "./usePanel";
import { type PaperState, usePaper } from "./usePaper";
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
  const router = useRouter();
  const picture = usePicture();
  const now = useServerNow();
  const cut = cutSince(picture);
  const wide = useWide();
  const { account_id: account } = useSession();
  const asked = useAskedVersion();
  const [hash, setHash] = useState(asked ?? paper.hash);
  const [asking, setAsking] = useState(false);
  const [prefs, setPrefs] = useState(readingPrefs);
  const [accepted, setAccepted] = useState(view.agenda.current);
  const scroller = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opened = usePanel(scroller);
  const meeting = view.meeting_id;
  const acts = useLeadActs(meeting);
  const leadWords = useLeadWords();
  const original = fileAt(meeting, id, hash);
  const { opening, source, found, failure, retry: askAgain } = useOpening(meeting, id, hash);
  const without = opening !== undefined && opening.hash === undefined;
  const {
    state: drawn,
    viewer,
    retry,
    marks,
    layers,
    moves,
    outline,
  } = usePaper(scroller, without ? undefined : source, prefs);
  const state: PaperState = failure && !opening ? { stage: "failed", failure } : drawn;

  // While the server is asked what there is to open.
  useEffect(prepare, []);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (state.stage !== "shown" && !without) return;
    markRead(account, id, hash);
    noteReading(meeting, id, hash);
  }, [state.stage, without, account, id, hash, meeting]);
  // A reading copy has come since: the bytes begun with are no longer for this reader.
  const denied = drawn.stalled === "denied" || drawn.failure === "denied";
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each refusal
  useEffect(() => {
    if (denied) askAgain();
  }, [denied]);

  const changed = opening?.changed_pages ?? [];
  const pages = state.pages ?? opening?.pages ?? paper.pages;
  const page = state.position?.page ?? 1;
  const own = useOwnHand({
    account,
    meeting,
    paper: id,
    hash,
    current: hash === paper.hash,
    keep: mayKeep(paper),
    scroller,
    layers,
    wide,
    page,
  });
  const title = paper.symbol
    ? t("reader.titleWithSymbol", { title: paper.title, symbol: paper.symbol })
    : paper.title;
  const item = view.agenda.items[paper.item_id];
  const siblings = item?.papers.filter((other) => view.papers[other]) ?? [];
  const open = (paperId: string) => router.history.replace(paperAddress(meeting, paperId));
  const following = useReaderLead({
    view,
    mine: picture.mine,
    id,
    newest: hash === paper.hash && !withdrawn,
    shown: state.stage === "shown",
    position: state.position,
    scroller,
    viewer,
    layers,
    moves,
    pointsOut: leadWords.points,
  });
  const { lead } = following;
  const leadPage = useLedPage(lead?.paper === id && !lead.mine ? lead.number : undefined);
  const leadMessage = useLeadMessage({ view, mine: picture.mine, acts, open, here: id });
  const floor = useOwnFloor(view, picture.mine, cut);
  const floorMessage = useFloorMessage(floor, now);
  const vote = useVoteAsked(view, picture.mine, now, cut, true);
  const refused = [floor, acts].find(({ refusal }) => refusal);
  const leadCorner = (lead?.paper || lead?.mine) && (
    <LeadPrimary
      lead={lead}
      leading={following.leading}
      following={following.following}
      here={lead.paper === id}
      busy={acts.busy}
      onFollow={following.follow}
      onFree={following.free}
      onLead={() => acts.lead(id)}
      onEnd={acts.end}
    />
  );
  const nextChanged = changed.find((one) => one > page) ?? changed[0];
  const goTo = (to: number) => viewer.current?.goTo(to);
  const version = { meeting, id, hash };
  const find = useFind(version, marks, found, ({ page: at, rectangles }) =>
    viewer.current?.goTo(at, (rectangles[0]?.[1] ?? 0) / (opening?.page_sizes[at - 1]?.[1] ?? 842)),
  );
  const aloud = useAloud(version, marks, (at, down) => viewer.current?.reveal(at, down));
  const readAloud = () => (aloud.state ? aloud.stop() : aloud.read(page));
  const change = (wanted: Partial<ReadingPrefs>) => {
    const next = { ...prefs, ...wanted };
    setPrefs(next);
    keepReadingPrefs(next);
    if (wanted.mode) viewer.current?.setMode(wanted.mode);
  };
  const openNew = () => {
    if (viewer.current) rememberPlace(paper.hash, viewer.current.place());
    setHash(paper.hash);
    heading.current?.focus({ preventScroll: true });
  };

  useReaderKeys((key: ReaderKey) => {
    const [sheet, engine] = [scroller.current, viewer.current];
    if (!sheet || !engine) return;
    const scroll = (by: number) => {
      const { scrollTop } = sheet;
      sheet.scrollBy({ top: by, behavior: "instant" });
      // One page at a time: past its end comes the next.
      if (sheet.scrollTop === scrollTop && state.position?.mode === "single")
        engine.turnPage(by > 0 ? 1 : -1);
    };
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

  const tools = own.tools || (
    <Tools
      wide={wide}
      position={state.position}
      panel={opened.panel}
      onPanel={opened.toggle}
      onStep={(direction) => viewer.current?.zoomStep(direction)}
      reading={aloud.state !== undefined}
      onAloud={readAloud}
      letters={prefs.letters}
      onLetters={() => change({ letters: !prefs.letters })}
      previousPaper={siblings[siblings.indexOf(id) - 1]}
      nextPaper={siblings.includes(id) ? siblings[siblings.indexOf(id) + 1] : undefined}
      onOpen={open}
      changed={changed.length}
      onNextChanged={() => nextChanged !== undefined && goTo(nextChanged)}
      onward={!leadCorner}
    >
      {own.write && (
        <button
          type="button"
          className={`${look.tool} ${toolStyles.tool} ${toolStyles.write}`}
          onClick={own.write.press}
        >
          {own.write.icon}
          <span>{own.write.label}</span>
        </button>
      )}
      <LeadTool
        view={view}
        mine={picture.mine}
        id={id}
        wide={wide}
        state={following}
        acts={acts}
        ready={state.stage === "shown"}
      />
    </Tools>
  );

  return (
    <div className={styles.reader}>
      <ReaderHeader
        meeting={meeting}
        title={title}
        packPage={
          paper.pack_page !== undefined && hash === paper.hash ? paper.pack_page + page - 1 : undefined
        }
        heading={heading}
        wide={wide}
        now={now}
        picture={picture}
        cut={cut}
      />
      <div className={styles.body} data-panel={opened.panel}>
        {wide && (
          <div className={styles.side}>
            {tools}
            {own.status}
          </div>
        )}
        <Panels
          opened={opened}
          wide={wide}
          version={version}
          opening={opening}
          state={state}
          page={page}
          pages={pages}
          find={find}
          prefs={prefs}
          viewer={viewer}
          outline={outline}
          onPrefs={change}
          onAloud={readAloud}
        />
        <main className={styles.main}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section ref={scroller} className={styles.scroller} aria-label={t("reader.pages")} tabIndex={0} />
          {without ? (
            <NoPages
              fileName={paper.file_name}
              bytes={paper.size}
              url={opening.original ? original : undefined}
              soon={opening?.state === "waiting" || opening?.state === "working"}
            />
          ) : (
            state.stage !== "shown" && (
              <Cover
                state={state}
                size={opening?.size ?? paper.size}
                url={opening?.original ? original : undefined}
                fileName={paper.file_name}
                meeting={meeting}
                picture={pictureAddress(meeting, id, (source?.start?.page ?? 0) + 1, 800, hash)}
                shape={opening?.page_sizes[source?.start?.page ?? 0]}
                onRetry={failure ? askAgain : retry}
              />
            )
          )}
          {state.stage === "shown" && own.offer}
          {prefs.letters && state.stage === "shown" && (
            <Letters
              {...version}
              page={page}
              pages={pages}
              night={prefs.night}
              watermark={opening?.watermark}
              onGo={goTo}
              onPages={() => change({ letters: false })}
            />
          )}
          <PageTop find={find} aloud={aloud} pages={pages} />
          <Strip
            cut={cut}
            withdrawn={withdrawn || state.stalled === "missing"}
            replaced={paper.hash !== hash}
            stalled={state.stage === "shown" && state.stalled !== undefined}
            changed={state.stage === "shown" ? changed : []}
            recognised={state.stage === "shown" ? (opening?.recognised_pages.length ?? 0) : 0}
            kept={opening?.kept ?? false}
            onNextChanged={() => nextChanged !== undefined && goTo(nextChanged)}
            lead={vote.message ?? floorMessage ?? leadMessage}
            agenda={view.agenda}
            own={paper.item_id}
            accepted={accepted}
            meeting={meeting}
            onOpenNew={openNew}
            onStay={() => setAccepted(view.agenda.current)}
          />
        </main>
      </div>
      {!wide && own.status}
      {!wide && tools}
      <PageBar
        meeting={meeting}
        page={page}
        pages={pages}
        ready={state.stage === "shown"}
        siblings={siblings}
        id={id}
        itemNumber={item?.number}
        changed={changed}
        lead={leadCorner || undefined}
        leadPage={leadPage}
        leadName={lead && (lead.byChair ? t("follow.chairFlag") : t("follow.presenterFlag"))}
        onGo={goTo}
        onAsk={() => setAsking(true)}
        onOpen={open}
      />
      {own.dialog}
      {refused?.refusal && (
        <div className={styles.refusal}>
          <Notice tone="error" onDismiss={refused.forget}>
            {refused.refusal.message}
          </Notice>
        </div>
      )}
      <GoTo open={asking} page={page} pages={pages} onClose={() => setAsking(false)} onGo={goTo} />
    </div>
  );
}

/** An older version, where the address names one: it is in the list of one's notes. */
function useAskedVersion(): string | undefined {
  const location = useLocation();
  const [asked] = useState(() => (location.search as { version?: string }).version);
  return asked;
}
