// Every button of the product: large enough for any hand, with its label always in words.
import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./Button.module.css";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: "primary" | "secondary" | "quiet" | "danger";
  /** `bar` is the 64 px button of a tablet's bottom bar; `normal` is 48 px. */
  size?: "normal" | "bar";
  icon?: ReactNode;
  /** Sent and not yet answered: further taps do nothing, and the width stays. */
  busy?: boolean;
}

/** The same look for what leads elsewhere, and is a link therefore. */
export const buttonLook = (
  { variant = "secondary", size = "normal" }: Pick<ButtonProps, "variant" | "size">,
  className = "",
) => `${styles.button} ${styles[variant]} ${size === "bar" ? styles.bar : ""} ${className}`;

export function Button({
  variant = "secondary",
  size = "normal",
  icon,
  busy = false,
  className = "",
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonLook({ variant, size }, className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
