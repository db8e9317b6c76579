// The wall's largest words: 88, 80 or 72 px in at most three lines, and never smaller: then the short title stands in.
import { useLayoutEffect, useRef, useState } from "react";
import styles from "./FittedTitle.module.css";
import { useStage } from "./WallStage";

const LINES = 3;
const sizes = ["large", "medium", "small"] as const;

export interface FittedTitleProps {
  title: string;
  short?: string;
  /** The size to begin with. */
  from?: (typeof sizes)[number];
}

export function FittedTitle(props: FittedTitleProps) {
  const { measure } = useStage();
  // A new title, or a new stage, is measured anew from the largest size.
  return <Fitting key={`${measure} ${props.title} ${props.short}`} {...props} />;
}

function Fitting({ title, short = title, from = "large" }: FittedTitleProps) {
  const Title = useStage().small ? "p" : "h1";
  const line = useRef<HTMLHeadingElement>(null);
  const [step, setStep] = useState(0);
  const steps = [title, short].flatMap((words) =>
    sizes.slice(sizes.indexOf(from)).map((size) => ({ words, size })),
  );
  const { words, size } = steps[step] ?? { words: short, size: "small" };

  useLayoutEffect(() => {
    const heading = line.current;
    const body = heading?.parentElement;
    if (!heading || !body || step >= steps.length - 1) return;
    const lines = Math.round(heading.offsetHeight / Number.parseFloat(getComputedStyle(heading).lineHeight));
    if (lines > LINES || body.scrollHeight > body.clientHeight + 1) setStep(step + 1);
  }, [step, steps.length]);

  return (
    <Title ref={line} className={`${styles.title} ${styles[size]}`}>
      {words}
    </Title>
  );
}
