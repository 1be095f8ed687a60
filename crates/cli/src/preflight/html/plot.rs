//! The plots of a recording: rows of some minutes, each with the findings, the waveform, the loudness and the pauses over
//! the same time.
//!
//! The crate plotters draws axes and curves in fixed colours, which the style sheet replaces by those of the light or the
//! dark page. The places and the pauses are written here, because they are links with titles, which plotters does not
//! draw.

use std::fmt::Write;
use std::ops::Range;

use metastudio_voice::audio::Profile;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint};
use plotters::prelude::*;

use super::axis;
use crate::preflight::texts;

/// The size of a row, in the units of its SVG.
pub(super) const WIDTH: u32 = 1200;
const LEFT: u32 = 150;
const RIGHT: u32 = 30;
/// The height of the line of one kind of finding.
pub(super) const LANE: u32 = 20;
const TITLE: u32 = 20;
const WAVEFORM: u32 = 150;
const LOUDNESS: u32 = 100;
const PAUSES: u32 = 100;
const TIME_AXIS: u32 = 26;

/// The colours in the SVG, for which the style sheet has those of the page.
const WAVE: RGBColor = RGBColor(0x33, 0x66, 0x99);
const CURVE: RGBColor = RGBColor(0x22, 0x66, 0x44);
const BAND: RGBColor = RGBColor(0xDD, 0xEE, 0xDD);
const NOISE: RGBColor = RGBColor(0x99, 0x66, 0x33);
const GRID: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);
const AXIS: RGBColor = RGBColor(0x88, 0x88, 0x88);

/// The bounds of the plot of the loudness, in LUFS, and those without advice.
const LOUDNESS_BOUNDS: Range<f64> = -70.0..0.0;
const USUAL_LOUDNESS: Range<f64> = -36.0..-12.0;
/// The bounds of the plot of the pauses, in seconds, and the advised ones.
const PAUSE_BOUNDS: Range<f64> = 0.0..6.0;
const ADVISED_PAUSES: Range<f64> = 2.0..3.0;
/// The least extent of the waveform above and below its axis, so that silence is a line.
const HAIRLINE: f64 = 0.006;

/// The drawn axes and curves of a row, and the positions of its parts.
pub(super) struct Frame {
    /// The elements of the SVG.
    pub(super) drawn: String,
    pub(super) height: u32,
    pub(super) waveform: Panel,
    pub(super) loudness: Panel,
    pub(super) pauses: Panel,
    /// The time of the row, in seconds.
    pub(super) time: Range<f64>,
    x: Range<f64>,
}

/// The vertical position of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    pub(super) top: u32,
    pub(super) height: u32,
}

impl Frame {
    /// Returns the horizontal position of a time, which is limited to the row.
    pub(super) fn x(&self, seconds: f64) -> f64 {
        let share = (seconds - self.time.start) / (self.time.end - self.time.start);
        self.x.start + share.clamp(0.0, 1.0) * (self.x.end - self.x.start)
    }

    /// Returns the height of the bar of a pause. A long one is as high as the panel.
    pub(super) fn pause_height(&self, seconds: f64) -> f64 {
        (seconds / PAUSE_BOUNDS.end).clamp(0.0, 1.0) * f64::from(self.pauses.height)
    }
}

/// Draws the axes and curves of a row, below this number of lines with findings. `noise_floor` is in dBFS.
pub(super) fn draw(
    profile: &Profile,
    noise_floor: Option<f64>,
    time: Range<f64>,
    lanes: usize,
) -> Result<Frame, String> {
    let top = u32::try_from(lanes).unwrap_or(0) * LANE;
    let waveform = Panel { top: top + TITLE, height: WAVEFORM };
    let loudness = Panel { top: waveform.top + WAVEFORM + TITLE, height: LOUDNESS };
    let pauses = Panel { top: loudness.top + LOUDNESS + TITLE, height: PAUSES };
    let height = pauses.top + PAUSES + TIME_AXIS;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        let area =
            |panel: Panel, below: u32| root.clone().shrink((0, panel.top), (WIDTH - RIGHT, panel.height + below));
        let failed = |error: DrawingAreaErrorKind<_>| texts::CANNOT_DRAW.with(&[("error", &error)]);
        draw_waveform(&area(waveform, 0), profile, &time).map_err(failed)?;
        draw_loudness(&area(loudness, 0), profile, noise_floor, &time).map_err(failed)?;
        draw_pauses(&area(pauses, TIME_AXIS), &time).map_err(failed)?;
        root.present().map_err(failed)?;
    }
    let x = f64::from(LEFT)..f64::from(WIDTH - RIGHT);
    Ok(Frame { drawn: inside(&svg).to_owned(), height, waveform, loudness, pauses, time, x })
}

/// Returns the elements of an SVG without its own one.
fn inside(svg: &str) -> &str {
    let inside = svg.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
    inside.and_then(|inside| inside.rsplit_once("</svg>")).map_or("", |(inside, _)| inside)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;
type Chart<'a, 'b> = ChartContext<'b, SVGBackend<'a>, Cartesian2d<TimeAxis, Scale>>;

/// The time, with a mark at every round time.
#[derive(Clone)]
struct TimeAxis(Range<f64>);

/// A vertical axis with these marks.
#[derive(Clone)]
struct Scale(Range<f64>, &'static [f64]);

impl Ranged for TimeAxis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        map(&self.0, *value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        axis::marks(&self.0)
    }

    fn range(&self) -> Range<f64> {
        self.0.clone()
    }
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        map(&self.0, *value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.1.to_vec()
    }

    fn range(&self) -> Range<f64> {
        self.0.clone()
    }
}

fn map(range: &Range<f64>, value: f64, limit: (i32, i32)) -> i32 {
    let share = ((value - range.start) / (range.end - range.start)).clamp(0.0, 1.0);
    // The cast saturates.
    limit.0 + (share * f64::from(limit.1 - limit.0)).round() as i32
}

/// Begins a plot: its axes, its grid, and its marks.
fn chart<'a, 'b>(
    area: &'b Area<'a>,
    time: &Range<f64>,
    scale: Scale,
    label: &dyn Fn(&f64) -> String,
    has_time: bool,
) -> Result<Chart<'a, 'b>, DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>> {
    let mut chart = ChartBuilder::on(area)
        .set_label_area_size(LabelAreaPosition::Left, LEFT)
        .set_label_area_size(LabelAreaPosition::Bottom, if has_time { TIME_AXIS } else { 0 })
        .build_cartesian_2d(TimeAxis(time.clone()), scale)?;
    let step = axis::step(time);
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(AXIS)
        .label_style(("sans-serif", 16))
        .y_label_formatter(label)
        .x_label_formatter(&|seconds| axis::label(*seconds, step))
        .draw()?;
    Ok(chart)
}

fn draw_waveform<'a>(area: &Area<'a>, profile: &Profile, time: &Range<f64>) -> Drawn<'a> {
    let label = |level: &f64| match level.abs() {
        1.0 => "0 dBFS".to_owned(),
        0.0 => "-\u{221e}".to_owned(),
        level => format!("{:.0}", 20.0 * level.log10()),
    };
    let mut chart = chart(area, time, Scale(-1.0..1.0, &[-1.0, -0.5, 0.0, 0.5, 1.0]), &label, false)?;
    let columns = columns(time, profile.column.as_secs_f64(), profile.envelope.len());
    let mut upper = Vec::new();
    let mut lower = Vec::new();
    for (at, range) in columns {
        let extremes = &profile.envelope[range];
        let most = extremes.iter().map(|extremes| f64::from(extremes.max)).fold(f64::NEG_INFINITY, f64::max);
        let least = extremes.iter().map(|extremes| f64::from(extremes.min)).fold(f64::INFINITY, f64::min);
        let middle = f64::midpoint(most, least).clamp(-1.0, 1.0);
        upper.push((at, most.clamp(-1.0, 1.0).max(middle + HAIRLINE)));
        lower.push((at, least.clamp(-1.0, 1.0).min(middle - HAIRLINE)));
    }
    if let (Some(first), Some(last)) = (upper.first().copied(), upper.last().copied()) {
        // The last column, and a single one, has a width, too.
        let end = (last.0 + profile.column.as_secs_f64().max((time.end - time.start) / f64::from(WIDTH))).min(time.end);
        upper.push((end.max(first.0), last.1));
        lower.extend(lower.last().copied().map(|(_, level)| (end, level)));
        lower.reverse();
        upper.extend(lower);
        chart.draw_series([Polygon::new(upper, WAVE.filled())])?;
    }
    Ok(())
}

fn draw_loudness<'a>(area: &Area<'a>, profile: &Profile, noise_floor: Option<f64>, time: &Range<f64>) -> Drawn<'a> {
    let label = |level: &f64| format!("{level:.0}{}", if *level == 0.0 { " LUFS" } else { "" });
    let scale = Scale(LOUDNESS_BOUNDS, &[-60.0, -36.0, -12.0, 0.0]);
    let mut chart = chart(area, time, scale, &label, false)?;
    let band = [(time.start, USUAL_LOUDNESS.start), (time.end, USUAL_LOUDNESS.end)];
    chart.draw_series([Rectangle::new(band, BAND.filled())])?;
    if let Some(noise) = noise_floor {
        chart.draw_series([PathElement::new([(time.start, noise), (time.end, noise)], NOISE.stroke_width(1))])?;
    }
    let column = profile.loudness_column.as_secs_f64();
    let mut line = Vec::new();
    let mut lines = Vec::new();
    for (at, range) in columns(time, column, profile.loudness_lufs.len()) {
        match profile.loudness_lufs[range].iter().flatten().copied().reduce(f32::max) {
            // A level is known at the end of its column.
            Some(level) => line.push(((at + column).min(time.end), f64::from(level))),
            None => lines.push(std::mem::take(&mut line)),
        }
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    chart.draw_series(lines.into_iter().map(|line| PathElement::new(line, CURVE.stroke_width(2))))?;
    Ok(())
}

fn draw_pauses<'a>(area: &Area<'a>, time: &Range<f64>) -> Drawn<'a> {
    let label = |length: &f64| match *length {
        6.0 => "6 s +".to_owned(),
        length => format!("{length:.0}"),
    };
    let mut chart = chart(area, time, Scale(PAUSE_BOUNDS, &[0.0, 2.0, 3.0, 6.0]), &label, true)?;
    let band = [(time.start, ADVISED_PAUSES.start), (time.end, ADVISED_PAUSES.end)];
    chart.draw_series([Rectangle::new(band, BAND.filled())])?;
    Ok(())
}

/// Returns the columns of a profile in a row, with their time: no more than the row has units.
fn columns(time: &Range<f64>, column: f64, count: usize) -> Vec<(f64, Range<usize>)> {
    if column <= 0.0 || count == 0 {
        return Vec::new();
    }
    // The casts saturate.
    let first = ((time.start / column) as usize).min(count);
    let end = ((time.end / column).ceil() as usize).min(count);
    let together = (end - first).div_ceil((WIDTH - LEFT - RIGHT) as usize).max(1);
    let starts = (first..end).step_by(together);
    starts.map(|start| ((start as f64 * column).max(time.start), start..(start + together).min(end))).collect()
}

/// Writes the title of a part, in its left margin or above it.
pub(super) fn title(svg: &mut String, panel: Panel, title: &str) {
    let y = panel.top - 6;
    // Writing to a string does not fail.
    let _ = write!(svg, r#"<text class="panel" x="{LEFT}" y="{y}">{title}</text>"#);
}

/// Writes the name of a line with findings in its left margin.
pub(super) fn lane_name(svg: &mut String, lane: usize, name: &str) {
    let y = lane * LANE as usize + 14;
    let _ = write!(svg, r#"<text class="lane" text-anchor="end" x="{}" y="{y}">{name}</text>"#, LEFT - 8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_row_are_those_of_its_time() {
        let of = |time: Range<f64>, column, count| {
            let columns = columns(&time, column, count);
            (columns.len(), columns.first().map(|(_, range)| range.start), columns.last().map(|(_, range)| range.end))
        };
        assert_eq!(of(0.0..10.0, 1.0, 10), (10, Some(0), Some(10)));
        assert_eq!(of(10.0..20.0, 1.0, 15), (5, Some(10), Some(15)));
        assert_eq!(of(20.0..30.0, 1.0, 15), (0, None, None));
        assert_eq!(of(0.0..10.0, 0.001, 10_000), (1_000, Some(0), Some(10_000)));
        assert_eq!(of(0.0..10.0, 0.0, 5), (0, None, None));
    }
}
