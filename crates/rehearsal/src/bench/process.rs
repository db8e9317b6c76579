//! A program under measurement: on a core of its own, its processor time and memory read from the kernel, and gone when
//! the benchmark goes.

use std::{
    cell::Cell,
    fs,
    io::{self, BufRead, BufReader},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    rc::Rc,
    time::Duration,
};

use anyhow::Context;
use rustix::{
    process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit},
    thread::{CpuSet, sched_setaffinity},
};
use tokio::task::JoinHandle;

use super::tls::Certificate;

/// Where whatever is measured runs.
const SERVER_CORE: usize = 0;
/// Where the crowd runs.
const CROWD_CORE: usize = 1;
/// Clock ticks a second in `/proc/<pid>/stat`: fixed by Linux for programs.
const TICKS: f64 = 100.0;
/// How often memory is looked at.
const LOOKING: Duration = Duration::from_millis(50);

/// A program under measurement. Dropping it kills it.
#[derive(Debug)]
pub struct Process {
    child: Child,
    pid: Pid,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Process {
    /// Starts `command` on the server's core.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        // A child inherits the core of whoever starts it.
        pin(SERVER_CORE);
        let child = command.spawn();
        pin(CROWD_CORE);
        let child = child.with_context(|| format!("{} cannot be started", command.get_program().display()))?;
        let pid = Pid::from_child(&child);
        Ok(Self { child, pid })
    }

    /// Starts the limit: this same program in its hidden role.
    pub fn limit() -> anyhow::Result<(Self, SocketAddr)> {
        let me = std::env::current_exe()?;
        let mut process = Self::start(Command::new(me).arg("raw").stdin(Stdio::piped()).stdout(Stdio::piped()))?;
        let mut line = String::new();
        let out = process.child.stdout.take().context("the limit says nothing")?;
        BufReader::new(out).read_line(&mut line)?;
        let address = line.trim().parse().context("the limit does not say where it listens")?;
        Ok((process, address))
    }

    /// Starts a house on a free port of this machine, over TLS where a certificate is given, that studies so many files at a time.
    pub fn house(
        program: &Path,
        data: &Path,
        log: &Path,
        certificate: Option<&Certificate>,
        studies: usize,
    ) -> anyhow::Result<(Self, SocketAddr)> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let log = fs::File::create(log)?;
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NGHISU_")) {
            command.env_remove(name);
        }
        command.arg("serve").args(["--demo", "--studies", &studies.to_string(), "--listen", &address.to_string()]).arg("--data").arg(data);
        if let Some(certificate) = certificate {
            command.arg("--tls-certificate").arg(certificate.file()).arg("--tls-key").arg(certificate.key());
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        Ok((Self::start(&mut command)?, address))
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Processor time of all its threads that live, to the nanosecond. What the kernel does for its sockets is in it.
    pub fn cpu(&self) -> Duration {
        cpu(&self.pid.as_raw_nonzero().to_string())
    }

    /// The same with the threads that have ended, to the hundredth of a second: tells when [`Process::cpu`] misses some.
    pub fn coarse_cpu(&self) -> Duration {
        let text = self.proc("stat");
        // The name in parentheses may hold anything; after it, user and system time are the 12th and 13th word.
        let words = text.rsplit_once(')').map_or("", |(_, words)| words).split_whitespace();
        let ticks: f64 = words.skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum();
        Duration::from_secs_f64(ticks / TICKS)
    }

    /// Resident memory in bytes.
    pub fn memory(&self) -> f64 {
        memory(self.pid)
    }

    /// Watches its resident memory until the watch is dropped.
    pub fn watch_memory(&self) -> MemoryWatch {
        let peak = Rc::new(Cell::new(self.memory()));
        let (pid, seen) = (self.pid, peak.clone());
        let task = tokio::task::spawn_local(async move {
            loop {
                tokio::time::sleep(LOOKING).await;
                seen.set(seen.get().max(memory(pid)));
            }
        });
        MemoryWatch { peak, pid, task }
    }

    fn proc(&self, file: &str) -> String {
        proc(self.pid, file)
    }

    /// Holds it still while the other of a pair is measured, so that not even its timers run.
    pub fn hold(&self) -> io::Result<()> {
        Ok(kill_process(self.pid, Signal::STOP)?)
    }

    /// Lets it go on.
    pub fn release(&self) -> io::Result<()> {
        Ok(kill_process(self.pid, Signal::CONT)?)
    }
}

/// The highest resident memory seen.
#[derive(Debug)]
pub struct MemoryWatch {
    peak: Rc<Cell<f64>>,
    pid: Pid,
    task: JoinHandle<()>,
}

impl Drop for MemoryWatch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MemoryWatch {
    /// In bytes, up to now.
    pub fn peak(&self) -> f64 {
        self.peak.get().max(memory(self.pid))
    }
}

/// Processor time of the crowd: where it nears the limit's, the measuring side is what is measured.
pub fn crowd_cpu() -> Duration {
    cpu("self")
}

fn cpu(process: &str) -> Duration {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}

fn proc(pid: Pid, file: &str) -> String {
    fs::read_to_string(format!("/proc/{}/{file}", pid.as_raw_nonzero())).unwrap_or_default()
}

fn memory(pid: Pid) -> f64 {
    let status = proc(pid, "status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() * 1024.0
}

/// How many cores this machine has.
pub fn cores() -> usize {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    stat.lines().filter(|line| line.starts_with("cpu")).count().saturating_sub(1)
}

/// Puts this thread on a core. On a machine with one core, or where it is not allowed, everything shares what there is.
pub fn pin(core: usize) {
    if cores() > 1 {
        let mut set = CpuSet::new();
        set.set(core);
        let _not_allowed = sched_setaffinity(None, &set);
    }
}

/// Puts this thread where the crowd runs.
pub fn pin_crowd() {
    pin(CROWD_CORE);
}

/// Asks for as many open sockets as this user may have; how many that are.
pub fn raise_descriptors() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let _not_allowed = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Memory the kernel holds for TCP on the whole machine, in bytes.
pub fn kernel_tcp_memory() -> f64 {
    let text = fs::read_to_string("/proc/net/sockstat").unwrap_or_default();
    let pages = text.lines().find_map(|line| line.strip_prefix("TCP:")?.split(" mem ").nth(1)?.trim().parse::<f64>().ok());
    pages.unwrap_or_default() * 4096.0
}

/// The machine in a line.
pub fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1)).unwrap_or("unknown");
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{} cores ({model}), Linux {}", cores(), kernel.trim())
}
