//! Whatever happens while results are written, each result is the old file or the new one, wholly.
//!
//! A limit on the size of files stands for a full disk, for it needs no rights: with its signal ignored, writing
//! fails at that byte; with the signal as it is, the system kills the program at that byte.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

const WORKBOOK: &str = "kq.xlsx";
const JSON: &str = "kq.json";

/// A submission, a result of an earlier run in another state, and what a new run makes of it.
struct Scene {
    folder: tempfile::TempDir,
    input: PathBuf,
    old: [Vec<u8>; 2],
    new: [Vec<u8>; 2],
}

impl Scene {
    fn new() -> Self {
        let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lai-chau-2021-2025/2023/Than Uyên.xlsx");
        let mut scene =
            Self { folder: tempfile::tempdir().unwrap(), input, old: Default::default(), new: Default::default() };
        assert!(scene.command(&["--year", "2022"]).output().unwrap().status.code().is_some_and(|code| code < 2));
        scene.old = scene.results().map(Option::unwrap);
        assert!(scene.command(&[]).output().unwrap().status.code().is_some_and(|code| code < 2));
        scene.new = scene.results().map(Option::unwrap);
        assert!(scene.old[0] != scene.new[0] && scene.old[1] != scene.new[1]);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The old results stand, and nothing else.
    fn reset(&self) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(self.path(WORKBOOK), &self.old[0]).unwrap();
        fs::write(self.path(JSON), &self.old[1]).unwrap();
    }

    fn words(&self, more: &[&str]) -> Vec<String> {
        let path = |name| self.path(name).display().to_string();
        let mut words = vec!["consolidate".to_owned(), self.input.display().to_string()];
        words.extend(["-o".to_owned(), path(WORKBOOK), "--json".to_owned(), path(JSON)]);
        words.extend(more.iter().map(|word| (*word).to_owned()));
        words
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doisoat"));
        command.args(self.words(more)).stdout(Stdio::null());
        command
    }

    /// Runs under a shell's preparations.
    fn under(&self, preparations: &str, more: &[&str]) -> Output {
        let script = format!("{preparations}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_doisoat")]).args(self.words(more));
        command.output().unwrap()
    }

    fn results(&self) -> [Option<Vec<u8>>; 2] {
        [WORKBOOK, JSON].map(|name| fs::read(self.path(name)).ok())
    }

    /// Each result is whole: which ones are new.
    fn state(&self) -> [bool; 2] {
        let [workbook, json] = self.results().map(Option::unwrap);
        assert!(workbook == self.old[0] || workbook == self.new[0], "half a workbook of {} bytes", workbook.len());
        assert!(json == self.old[1] || json == self.new[1], "half a JSON of {} bytes", json.len());
        [workbook == self.new[0], json == self.new[1]]
    }

    fn strays(&self) -> usize {
        fs::read_dir(self.folder.path()).unwrap().count() - 2
    }

    /// The sizes, in blocks of 512 bytes, at which writing is stopped: the first, some between, and those around the end of
    /// each result.
    fn blocks(&self) -> BTreeSet<usize> {
        let ends = self.new.each_ref().map(|bytes| (bytes.len() - 1) / 512);
        let longest = ends[0].max(ends[1]);
        (0..6).map(|part| longest * part / 6).chain(ends).collect()
    }
}

#[test]
fn without_room_the_old_results_stay_and_nothing_is_left_beside_them() {
    let scene = Scene::new();
    for blocks in scene.blocks() {
        scene.reset();
        let ran = scene.under(&format!("trap '' XFSZ; ulimit -f {blocks}"), &[]);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{blocks} blocks: {said}");
        assert!(said.contains("không ghi được") && said.contains("tệp lớn hơn mức"), "{said}");
        assert_eq!((scene.state(), scene.strays()), ([false, false], 0), "{blocks} blocks");
    }
}

#[test]
fn killed_at_any_byte_of_writing_the_old_results_stay() {
    let scene = Scene::new();
    for blocks in scene.blocks() {
        scene.reset();
        let ran = scene.under(&format!("ulimit -c 0; ulimit -f {blocks}"), &[]);
        assert!(ran.status.signal().is_some(), "{blocks} blocks: {:?}", ran.status);
        assert_eq!(scene.state(), [false, false], "{blocks} blocks");
        // What a killed run leaves is a file that no later run takes for a submission.
        assert!(scene.strays() <= 2);
    }
}

#[test]
fn killed_at_any_moment_each_result_is_the_old_one_or_the_new_one() {
    let scene = Scene::new();
    let started = Instant::now();
    scene.command(&[]).status().unwrap();
    let whole = started.elapsed();
    let mut seen = BTreeSet::new();
    for moment in 0..24_u32 {
        scene.reset();
        let mut child = scene.command(&[]).stderr(Stdio::null()).spawn().unwrap();
        // Evenly over the first half, more closely towards the end, where results are written.
        std::thread::sleep(if moment < 8 { whole * moment / 16 } else { whole / 2 + whole * (moment - 8) / 28 });
        child.kill().unwrap();
        child.wait().unwrap();
        seen.insert(scene.state());
    }
    assert!(seen.contains(&[false, false]), "at least the first one was killed before its end");
    assert!(!seen.contains(&[false, true]), "the workbook takes its place first");
}

#[test]
fn return_notes_are_each_whole_whatever_becomes_of_the_others() {
    let scene = Scene::new();
    let notes = tempfile::tempdir().unwrap();
    let faulty = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/co-sai-lech");
    let run = |preparations: &str| {
        let script = format!("{preparations}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_doisoat"), "consolidate"]);
        for name in ["dm01-vuot-tran-mot-dong.xlsx", "dm02-vuot-ty-le-mot-dong.xlsx"] {
            command.arg(faulty.join(name));
        }
        command.arg(&scene.input).arg("-o").arg(scene.path(WORKBOOK)).arg("--return-notes").arg(notes.path());
        command.output().unwrap()
    };
    assert!(run("true").status.code().is_some_and(|code| code < 2));
    let listed = || -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = fs::read_dir(notes.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    let whole = listed();
    let largest = whole.iter().map(|(_, bytes)| bytes.len()).max().unwrap();
    let workbook = fs::metadata(scene.path(WORKBOOK)).unwrap().len();
    for (path, _) in &whole {
        fs::write(path, b"old").unwrap();
    }
    let blocks = usize::try_from(workbook).unwrap().min(largest) / 512;
    let ran = run(&format!("trap '' XFSZ; ulimit -f {blocks}"));
    assert_eq!(ran.status.code(), Some(2));
    for ((path, bytes), (_, before)) in listed().iter().zip(&whole) {
        assert!(bytes == b"old" || bytes == before, "{}", path.display());
    }
    assert_eq!(listed().len(), whole.len(), "nothing is left beside the notes");
}

#[test]
fn a_target_that_may_not_be_written_is_named_and_stays() {
    let scene = Scene::new();
    scene.reset();
    let refused = |command: &mut Command| {
        let ran = command.output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{ran:?}");
        String::from_utf8_lossy(&ran.stderr).into_owned()
    };
    let mode = |name: &str, mode: u32| fs::set_permissions(scene.path(name), fs::Permissions::from_mode(mode)).unwrap();
    // The JSON comes second: what it lacks must not cost the workbook.
    mode(JSON, 0o444);
    let said = refused(&mut scene.command(&[]));
    assert!(said.contains(JSON) && said.contains("chỉ cho phép đọc"), "{said}");
    assert_eq!((scene.state(), scene.strays()), ([false, false], 0));
    mode(JSON, 0o644);
    fs::remove_file(scene.path(JSON)).unwrap();
    fs::create_dir(scene.path(JSON)).unwrap();
    let said = refused(&mut scene.command(&[]));
    assert!(said.contains("đây là một thư mục"), "{said}");
    assert_eq!(fs::read(scene.path(WORKBOOK)).unwrap(), scene.old[0]);
    fs::remove_dir(scene.path(JSON)).unwrap();
    let far = scene.path("thiếu").join("kq.xlsx");
    let mut missing = Command::new(env!("CARGO_BIN_EXE_doisoat"));
    let said = refused(missing.arg("consolidate").arg(&scene.input).arg("-o").arg(far));
    assert!(said.contains("không tồn tại"), "{said}");
    assert_eq!(fs::read(scene.path(WORKBOOK)).unwrap(), scene.old[0]);
}

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let scene = Scene::new();
    scene.reset();
    let lock = |mode: u32| fs::set_permissions(scene.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o555);
    // Nothing is closed to the system's own user.
    let closed = fs::write(scene.path("probe"), b"").is_err();
    let ran = scene.command(&[]).output().unwrap();
    lock(0o755);
    if closed {
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.code() == Some(2) && said.contains("không có quyền ghi"), "{said}");
        assert_eq!((scene.state(), scene.strays()), ([false, false], 0));
    } else {
        assert_eq!(scene.state(), [true, true]);
    }
}
