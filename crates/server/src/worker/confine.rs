//! The child's side: it shuts itself in before it reads the first byte of a file.

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use papers::{
    kind::Unusable,
    worker::{Answer, Limits, Out, Step, carry_out},
};

/// Files a step with a scratch folder may have open: an office program opens hundreds of its own.
const OPEN_FILES: u64 = 1024;
/// Stack a step gets, in bytes: what is nested deeply is read by recursion.
const STACK: usize = 64 << 20;

/// The child's main function: takes its order, shuts itself in, works.
pub fn be_worker() -> anyhow::Result<()> {
    let mut input = BufReader::new(std::io::stdin());
    let step = Step::read(&mut input)?;
    let limits = step.limits();
    let mut memory = Memory::open();
    confine(&limits)?;
    // Its words would go nowhere, and printing them costs time in a file with a thousand broken pages.
    std::panic::set_hook(Box::new(|_panic| {}));
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut out = Out::new(std::io::stdout().lock());
        match catch_unwind(AssertUnwindSafe(|| carry_out(step, input, &mut out))) {
            Ok(outcome) => outcome?,
            Err(_panic) => out.answer(Answer::Unusable(Unusable::Damaged))?,
        }
        out.done(memory.peak())
    })?;
    work.join().map_err(|_panic| anyhow::anyhow!("the step panicked"))??;
    Ok(())
}

/// From here on nothing can be written, opened or connected to that the step does not need.
fn confine(limits: &Limits) -> anyhow::Result<()> {
    use rlimit::{Resource, setrlimit};
    no_network()?;
    setrlimit(Resource::CORE, 0, 0)?;
    setrlimit(Resource::AS, limits.memory, limits.memory)?;
    setrlimit(Resource::CPU, limits.seconds, limits.seconds)?;
    let written = limits.scratch.unwrap_or(0);
    setrlimit(Resource::FSIZE, written, written)?;
    // Standard input, output and error, and the file that tells its memory: without scratch it can open nothing more.
    let files = if limits.scratch.is_some() { OPEN_FILES } else { 3 };
    setrlimit(Resource::NOFILE, files, files)?;
    if limits.scratch.is_some() {
        let patience = Duration::from_secs(limits.seconds + 2);
        std::thread::Builder::new().spawn(move || outlive_nobody(patience))?;
    }
    Ok(())
}

/// The supervisor ends what takes too long. Where it was killed itself, this does: with the folder, and all that was started.
fn outlive_nobody(patience: Duration) {
    std::thread::sleep(patience);
    if let Ok(folder) = std::env::current_dir() {
        let _left_to_the_system = std::fs::remove_dir_all(folder);
    }
    let _always = rustix::process::kill_process_group(rustix::process::getpgrp(), rustix::process::Signal::KILL);
}

/// Takes the network away from this thread, and from all it starts, for good: sockets are refused but those that stay on this
/// machine, which office programs talk to themselves over.
#[cfg(target_os = "linux")]
pub fn no_network() -> anyhow::Result<()> {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, SeccompCondition, SeccompFilter, SeccompRule, apply_filter,
    };
    let local = u64::try_from(libc::AF_UNIX)?;
    let other = SeccompRule::new(vec![SeccompCondition::new(0, Dword, Ne, local)?])?;
    let mut rules = std::collections::BTreeMap::from([(libc::SYS_socket, vec![other.clone()]), (libc::SYS_io_uring_setup, vec![])]);
    if cfg!(target_arch = "x86_64") {
        // The same calls by the numbers of a second interface many kernels have.
        const X32: i64 = 0x4000_0000;
        rules.extend([(X32 | libc::SYS_socket, vec![other]), (X32 | libc::SYS_io_uring_setup, vec![])]);
    }
    let refused = SeccompAction::Errno(u32::try_from(libc::EACCES)?);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, std::env::consts::ARCH.try_into()?)?;
    apply_filter(&BpfProgram::try_from(filter)?)?;
    Ok(())
}

/// Elsewhere the child is limited in all but its network.
#[cfg(not(target_os = "linux"))]
pub fn no_network() -> anyhow::Result<()> {
    Ok(())
}

/// Where the system tells a process its memory: opened while files can be opened.
struct Memory(Option<File>);

impl Memory {
    fn open() -> Self {
        Self(File::open("/proc/self/status").ok())
    }

    /// Most that this process, or one it started, has held, in bytes.
    fn peak(&mut self) -> u64 {
        let mut status = String::new();
        let own = self.0.as_mut().and_then(|file| file.rewind().and_then(|()| file.read_to_string(&mut status)).ok());
        own.map_or(0, |_length| peak_memory(&status)).max(started())
    }
}

/// `VmHWM` of `/proc/{id}/status`, in bytes. What `getrusage` says of a process itself includes what its parent held when it
/// was started.
pub fn peak_memory(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).map_or(0, |kib| kib * 1024)
}

/// Most that a process started by this one held, in bytes.
#[cfg(target_os = "linux")]
fn started() -> u64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).ok().and_then(|usage| u64::try_from(usage.max_rss()).ok()).map_or(0, |kib| kib * 1024)
}

#[cfg(not(target_os = "linux"))]
fn started() -> u64 {
    0
}
