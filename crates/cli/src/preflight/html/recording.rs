//! The part of the page about one recording: the judgement, the figures, the findings, and the plots.

use std::fmt::{Display, Write};
use std::ops::Range;
use std::time::Duration;

use metastudio_voice::audio::{Measurement, Profile, TimeRange};
use metastudio_voice::training::preflight::{Check, FileReport, Finding};

use super::plot::{self, Frame, LANE};
use super::{Verdict, axis, escape, place};
use crate::preflight::texts;
use crate::terminal::cell_text;
use crate::text::{Language, Text};

/// The pauses of 2 to 3 s, give or take a fifth of a second, as the library counts them.
const FITTING_PAUSE: std::ops::RangeInclusive<Duration> = Duration::from_millis(1_800)..=Duration::from_millis(3_200);
/// The least width of a mark, in units of the SVG.
const LEAST_WIDTH: f64 = 2.0;

/// Writes the part about a recording.
pub(super) fn section(
    page: &mut String,
    n: usize,
    file: &FileReport,
    findings: &[(usize, &Finding)],
) -> Result<(), String> {
    let verdict = Verdict::of(findings);
    // Writing to a string does not fail.
    let _ = writeln!(
        page,
        "<section id=\"recording-{n}\">\n<h2>{}</h2>\n<p class=\"verdict {}\">{}</p>",
        escape(&cell_text(&file.name)),
        verdict.class(),
        verdict.sentence()
    );
    figures(page, file, findings);
    if !findings.is_empty() {
        place::list(page, findings, false);
    }
    match (&file.profile, &file.measurement) {
        (Some(profile), Some(measurement)) => plots(page, file, profile, measurement, findings)?,
        _ => {
            let _ = writeln!(page, "<p>{}</p>", texts::NOTHING_MEASURED.get());
        }
    }
    page.push_str("</section>\n");
    Ok(())
}

/// Returns a length as `h:mm:ss` or `m:ss`; a short one has decimals.
pub(super) fn length(length: Duration) -> String {
    axis::label(length.as_secs_f64(), if length < Duration::from_secs(60) { 0.01 } else { 1.0 })
}

fn figures(page: &mut String, file: &FileReport, findings: &[(usize, &Finding)]) {
    let is_off = |checks: &[Check]| findings.iter().any(|(_, finding)| checks.contains(&finding.check));
    let text = |text: Text| text.get();
    page.push_str("<dl class=\"figures\">\n");
    let recording = file.recording.to_string();
    let format = recording.split_once(", ").map_or("", |(_, format)| format);
    figure(
        page,
        is_off(&[Check::Duration, Check::DurationLimit, Check::SegmentLength]),
        text(texts::LENGTH),
        &length(file.recording.duration),
        &escape(format),
    );
    if let Some(measurement) = &file.measurement {
        let none = || text(texts::NONE).to_owned();
        let loudness = measurement.loudness_lufs.map_or_else(none, |level| format!("{level:.1} LUFS"));
        figure(page, is_off(&[Check::Loudness]), text(texts::LOUDNESS), &loudness, &text(texts::USUAL_LOUDNESS));
        let peak = measurement.peak_dbfs.map_or_else(none, |level| format!("{level:.1} dBFS"));
        let clipped = match measurement.clipped_runs {
            0 => text(texts::NOT_CLIPPED).to_owned(),
            runs => format!("{runs} {}", text(texts::CLIPPED)),
        };
        figure(page, is_off(&[Check::Clipping]), text(texts::PEAK), &peak, &clipped);
        let noise = measurement.noise_floor_dbfs.map_or_else(none, |level| format!("{level:.0} dBFS"));
        figure(page, is_off(&[Check::NoiseFloor]), text(texts::NOISE_FLOOR), &noise, &text(texts::USUAL_NOISE));
        let pauses = &measurement.pauses;
        let (shorter, fitting, longer) = (pauses.shorter, pauses.fitting, pauses.longer);
        let kinds = match Language::current() {
            Language::En => format!("{fitting} of 2 to 3 s, {shorter} shorter, {longer} longer"),
            Language::Zh => format!("2 至 3 秒 {fitting} 个，较短 {shorter} 个，较长 {longer} 个"),
        };
        figure(page, is_off(&[Check::Pauses]), text(texts::PAUSES), &pauses.count, &kinds);
        let stretch = format!("{:.1} s", pauses.longest_stretch.as_secs_f64());
        figure(page, is_off(&[Check::NoPause]), text(texts::LONGEST_STRETCH), &stretch, &text(texts::STRETCH_LIMIT));
    }
    page.push_str("</dl>\n");
}

fn figure(page: &mut String, is_off: bool, name: &str, value: &dyn Display, note: &dyn Display) {
    let class = if is_off { " class=\"off\"" } else { "" };
    let _ = writeln!(page, "<div{class}><dt>{name}</dt><dd>{value}<small>{note}</small></dd></div>");
}

fn plots(
    page: &mut String,
    file: &FileReport,
    profile: &Profile,
    measurement: &Measurement,
    findings: &[(usize, &Finding)],
) -> Result<(), String> {
    let text = |text: Text| text.get();
    let lanes: Vec<(usize, &Finding)> =
        findings.iter().copied().filter(|(_, finding)| !finding.at.is_empty()).collect();
    let _ = writeln!(page, "<h3>{}</h3>\n<ul class=\"legend\">", text(texts::PLOTS));
    for (class, name) in [
        ("at", texts::FINDING),
        ("wave", texts::WAVEFORM),
        ("curve line", texts::SHORT_TERM),
        ("noise line", texts::NOISE_FLOOR),
        ("band", texts::BAND),
        ("short", texts::SHORTER),
        ("fit", texts::FITTING),
        ("long", texts::LONGER),
    ] {
        let _ = writeln!(page, "<li><i class=\"{class}\"></i>{}</li>", text(name));
    }
    page.push_str("</ul>\n<div class=\"rows\">\n");
    let rows = axis::rows(file.recording.duration.as_secs_f64());
    for (n, time) in rows.iter().enumerate() {
        let is_last = n + 1 == rows.len();
        // A row has a line for each finding that has a place in it.
        let lanes: Vec<_> =
            lanes.iter().filter(|(_, finding)| finding.at.iter().any(|at| is_in(time, *at, is_last))).collect();
        let frame = plot::draw(profile, measurement.noise_floor_dbfs, time.clone(), lanes.len())?;
        let step = axis::step(time);
        let name = format!("{}\u{2013}{}", axis::label(time.start, step), axis::label(time.end, step));
        let _ = writeln!(
            page,
            "<svg viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{} {name}\">",
            plot::WIDTH,
            frame.height,
            text(texts::WAVEFORM)
        );
        page.push_str(&frame.drawn);
        for (panel, title) in [
            (frame.waveform, texts::WAVEFORM),
            (frame.loudness, texts::SHORT_TERM),
            (frame.pauses, texts::PAUSE_LENGTHS),
        ] {
            plot::title(page, panel, text(title));
        }
        for pause in &profile.pauses.at {
            bar(page, &frame, *pause);
        }
        for (lane, (finding_number, finding)) in lanes.iter().enumerate() {
            plot::lane_name(page, lane, &place::label(finding));
            for (place_number, at) in finding.at.iter().enumerate() {
                let id = place::place_id(*finding_number, place_number);
                mark(page, &frame, lane, (*finding_number, finding), (&id, *at), is_last);
            }
        }
        page.push_str("</svg>\n");
    }
    page.push_str("</div>\n");
    all_pauses(page, profile);
    Ok(())
}

/// Returns whether a place begins in a row. What begins at the end of the recording is in the last one.
fn begins_in(row: &Range<f64>, at: TimeRange, is_last: bool) -> bool {
    let start = at.start.as_secs_f64();
    row.start <= start && (start < row.end || is_last)
}

/// Returns whether a part of a place is in a row.
fn is_in(row: &Range<f64>, at: TimeRange, is_last: bool) -> bool {
    begins_in(row, at, is_last) || at.start.as_secs_f64() < row.end && at.end.as_secs_f64() > row.start
}

/// Writes a pause as a bar that is as high as it is long.
fn bar(page: &mut String, frame: &Frame, pause: TimeRange) {
    if !is_in(&frame.time, pause, false) {
        return;
    }
    let (class, kind) = kind(pause.length());
    let (left, right) = (frame.x(pause.start.as_secs_f64()), frame.x(pause.end.as_secs_f64()));
    let height = frame.pause_height(pause.length().as_secs_f64());
    let y = f64::from(frame.pauses.top + frame.pauses.height) - height;
    let width = (right - left).max(1.2);
    let _ = writeln!(
        page,
        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">\
         <title>{}: {:.1} s, {}</title></rect>",
        place::range(pause),
        pause.length().as_secs_f64(),
        kind.get()
    );
}

fn kind(length: Duration) -> (&'static str, Text) {
    match length {
        length if length < *FITTING_PAUSE.start() => ("short", texts::SHORTER),
        length if length > *FITTING_PAUSE.end() => ("long", texts::LONGER),
        _ => ("fit", texts::FITTING),
    }
}

/// Writes a place of a finding: a mark in its line, and a shade over the waveform.
fn mark(
    page: &mut String,
    frame: &Frame,
    lane: usize,
    (number, finding): (usize, &Finding),
    (id, at): (&str, TimeRange),
    is_last: bool,
) {
    if !is_in(&frame.time, at, is_last) {
        return;
    }
    let is_first = begins_in(&frame.time, at, is_last);
    let (left, right) = (frame.x(at.start.as_secs_f64()), frame.x(at.end.as_secs_f64()));
    let width = (right - left).max(LEAST_WIDTH);
    let x = (right.max(left + LEAST_WIDTH) - width).min(f64::from(plot::WIDTH) - width);
    let id = if is_first { format!(" id=\"{id}\"") } else { String::new() };
    // A short fault would be missed without a shade.
    let is_strong = matches!(finding.check, Check::Clipping | Check::UnusableSamples | Check::DigitalSilence);
    let strong = if is_strong { " class=\"strong\"" } else { "" };
    let top = lane * LANE as usize + 3;
    let bottom = frame.waveform.top + frame.waveform.height;
    let title = format!("{}: {}", place::range(at), place::title(finding));
    let _ = writeln!(
        page,
        "<a{id}{strong} href=\"#{}\"><title>{title}</title>\
         <rect class=\"at\" x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{}\"/>\
         <rect class=\"shade\" x=\"{x:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"{}\"/></a>",
        place::id(number),
        LANE - 6,
        frame.waveform.top,
        bottom - frame.waveform.top
    );
}

/// Writes the list of all pauses.
fn all_pauses(page: &mut String, profile: &Profile) {
    let pauses = &profile.pauses;
    if pauses.at.is_empty() {
        return;
    }
    let summary = match (Language::current(), pauses.left_out) {
        (Language::En, 0) => format!("All {} pauses", pauses.at.len()),
        (Language::En, more) => format!("The longest {} pauses ({more} are not listed)", pauses.at.len()),
        (Language::Zh, 0) => format!("全部 {} 个停顿", pauses.at.len()),
        (Language::Zh, more) => format!("最长的 {} 个停顿（另有 {more} 个未列出）", pauses.at.len()),
    };
    let _ = writeln!(page, "<details><summary>{summary}</summary>\n<ol class=\"all-pauses\">");
    for pause in &pauses.at {
        let start = TimeRange::new(pause.start, pause.start);
        let (length, (class, _)) = (pause.length(), kind(pause.length()));
        let _ = writeln!(page, "<li>{start} <span class=\"{class}\">{:.1} s</span></li>", length.as_secs_f64());
    }
    page.push_str("</ol></details>\n");
}
