//! Pictograms as native shapes: a drawing of the theme as SVG in, paths that Office, LibreOffice and Keynote draw themselves out.
//!
//! Shapes and not pictures: they take the colour of the presentation, need no second copy as pixels for programs that read no SVG, stay
//! sharp on a projector, and are a kilobyte each before packing. A drawing in another colour than that of the words around it, or with
//! anything but plain shapes, is refused as a whole: half a pictogram says something else.

use super::element::{decorative, fill};
use super::layout::{EMU, Rectangle};
use crate::text::Xml;
use roxmltree::Node;
use svgtypes::{SimplePathSegment, SimplifyingPathParser};

/// Units of a path in one of the drawing: DrawingML has whole numbers only.
const FINE: f64 = 1000.0;
/// Shapes in one drawing at most, and steps in one shape: pictograms have a dozen.
const MOST_SHAPES: usize = 100;
const MOST_STEPS: usize = 2_000;

/// A pictogram that Office can draw.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawing {
    /// Left, top, width and height of what it shows.
    view: [f64; 4],
    shapes: Vec<PictogramShape>,
}

#[derive(Clone, Debug, PartialEq)]
struct PictogramShape {
    is_filled: bool,
    /// The width of its line, if it has one.
    stroke: Option<f64>,
    steps: Vec<SimplePathSegment>,
}

/// What elements hand down to those inside them.
#[derive(Clone, Copy)]
struct ShapePaint {
    is_filled: bool,
    is_stroked: bool,
    width: f64,
}

impl Drawing {
    /// Reads a drawing; nothing if it has what no shape can show.
    pub(super) fn new(svg: &str) -> Option<Self> {
        // Pictograms stand in pages without a namespace.
        let document = roxmltree::Document::parse(svg).ok()?;
        let root = document.root_element();
        let mut numbers = svgtypes::NumberListParser::from(root.attribute("viewBox")?).map_while(Result::ok);
        let view = [numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?];
        if !(view[2] > 0.0 && view[3] > 0.0) {
            return None;
        }
        let mut shapes = Vec::new();
        let paint = ShapePaint { is_filled: true, is_stroked: false, width: 1.0 }.inside(root)?;
        gather(root, paint, &mut shapes)?;
        (!shapes.is_empty()).then_some(Self { view, shapes })
    }

    /// Writes it into an area, as large as fits; it means nothing, because the words beside it say what it says.
    pub(super) fn write(&self, area: Rectangle, colour: &str, rtl: bool, next: &mut dyn FnMut() -> u32, xml: &mut Xml) {
        let mut widths: Vec<Option<f64>> = self.shapes.iter().map(|shape| shape.stroke).collect();
        widths.dedup();
        let lines: Vec<f64> = self.shapes.iter().filter_map(|shape| shape.stroke).collect();
        let is_one = lines.windows(2).all(|pair| pair[0] == pair[1]);
        if is_one {
            let all: Vec<&PictogramShape> = self.shapes.iter().collect();
            return self.shape(&all, area, colour, (rtl, next()), xml);
        }
        let id = next();
        xml.tag("p:grpSp").with(|xml| {
            xml.tag("p:nvGrpSpPr").with(|xml| {
                let name = xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("Pictogram {id}"));
                name.attr("descr", "").with(decorative);
                xml.tag("p:cNvGrpSpPr").empty();
                xml.tag("p:nvPr").empty();
            });
            xml.tag("p:grpSpPr").with(|xml| group_place(area, rtl, xml));
            for shape in &self.shapes {
                self.shape(&[shape], area, colour, (rtl, next()), xml);
            }
        });
    }

    /// Shapes whose lines are of one width, as one.
    fn shape(&self, shapes: &[&PictogramShape], area: Rectangle, colour: &str, (rtl, id): (bool, u32), xml: &mut Xml) {
        xml.tag("p:sp").with(|xml| {
            xml.tag("p:nvSpPr").with(|xml| {
                let name = xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("Pictogram {id}"));
                name.attr("descr", "").with(decorative);
                xml.tag("p:cNvSpPr").empty();
                xml.tag("p:nvPr").attr("userDrawn", 1).empty();
            });
            xml.tag("p:spPr").with(|xml| {
                area.write("a:xfrm", rtl, xml);
                self.geometry(shapes, xml);
                fill(colour, xml);
                let width = shapes.iter().find_map(|shape| shape.stroke);
                line(width.map(|width| width * (area.w * EMU) as f64 / self.view[2]), colour, xml);
            });
        });
    }

    fn geometry(&self, shapes: &[&PictogramShape], xml: &mut Xml) {
        xml.tag("a:custGeom").with(|xml| {
            for name in ["a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"] {
                xml.tag(name).empty();
            }
            xml.tag("a:rect").attr("l", 0).attr("t", 0).attr("r", "r").attr("b", "b").empty();
            xml.tag("a:pathLst").with(|xml| {
                for shape in shapes {
                    let [width, height] = [self.view[2], self.view[3]].map(|side| (side * FINE).round() as i64);
                    let path = xml.tag("a:path").attr("w", width).attr("h", height);
                    let path = path.maybe("fill", (!shape.is_filled).then_some("none"));
                    let path = path.maybe("stroke", shape.stroke.is_none().then_some(0));
                    path.with(|xml| shape.steps.iter().for_each(|step| self.step(*step, xml)));
                }
            });
        });
    }

    fn step(&self, step: SimplePathSegment, xml: &mut Xml) {
        let point = |xml: &mut Xml, (x, y): (f64, f64)| {
            let [x, y] = [x - self.view[0], y - self.view[1]].map(|at| (at * FINE).round() as i64);
            xml.tag("a:pt").attr("x", x).attr("y", y).empty();
        };
        let mut to = |name, points: &[(f64, f64)]| {
            xml.tag(name).with(|xml| points.iter().for_each(|at| point(xml, *at)));
        };
        match step {
            SimplePathSegment::MoveTo { x, y } => to("a:moveTo", &[(x, y)]),
            SimplePathSegment::LineTo { x, y } => to("a:lnTo", &[(x, y)]),
            SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => to("a:cubicBezTo", &[(x1, y1), (x2, y2), (x, y)]),
            SimplePathSegment::Quadratic { x1, y1, x, y } => to("a:quadBezTo", &[(x1, y1), (x, y)]),
            SimplePathSegment::ClosePath => xml.tag("a:close").empty(),
        }
    }
}

/// The place of a group, inside which everything is measured as outside of it.
fn group_place(area: Rectangle, rtl: bool, xml: &mut Xml) {
    let x = if rtl { super::layout::SLIDE.0 - area.x - area.w } else { area.x };
    let [x, y, w, h] = [x, area.y, area.w, area.h].map(|points| points * EMU);
    xml.tag("a:xfrm").with(|xml| {
        for (at, extent) in [("a:off", "a:ext"), ("a:chOff", "a:chExt")] {
            xml.tag(at).attr("x", x).attr("y", y).empty();
            xml.tag(extent).attr("cx", w).attr("cy", h).empty();
        }
    });
}

fn line(width: Option<f64>, colour: &str, xml: &mut Xml) {
    let Some(width) = width else {
        return xml.tag("a:ln").with(|xml| xml.tag("a:noFill").empty());
    };
    xml.tag("a:ln").attr("w", width.round() as i64).attr("cap", "rnd").with(|xml| {
        fill(colour, xml);
        xml.tag("a:round").empty();
    });
}

impl ShapePaint {
    /// The paint of an element inside; nothing if it is none that words have.
    fn inside(self, node: Node) -> Option<Self> {
        let plain = |name: &str, known: bool| match node.attribute(name) {
            None => Some(known),
            Some("none") => Some(false),
            Some("currentColor") => Some(true),
            Some(_) => None,
        };
        let width = match node.attribute("stroke-width") {
            Some(width) => width.parse().ok().filter(|width: &f64| *width > 0.0)?,
            None => self.width,
        };
        Some(Self { is_filled: plain("fill", self.is_filled)?, is_stroked: plain("stroke", self.is_stroked)?, width })
    }
}

/// What would make a shape another than its path says.
const REFUSED: [&str; 9] = [
    "transform",
    "style",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "clip-path",
    "mask",
    "filter",
    "stroke-dasharray",
];

fn gather(parent: Node, paint: ShapePaint, shapes: &mut Vec<PictogramShape>) -> Option<()> {
    for node in parent.children().filter(Node::is_element) {
        if REFUSED.iter().any(|name| node.has_attribute(*name)) {
            return None;
        }
        let paint = paint.inside(node)?;
        let data = match node.tag_name().name() {
            "title" | "desc" => continue,
            "g" => {
                gather(node, paint, shapes)?;
                continue;
            }
            "path" => node.attribute("d")?.to_owned(),
            _ => outline(node)?,
        };
        let steps: Result<Vec<_>, _> = SimplifyingPathParser::from(data.as_str()).take(MOST_STEPS + 1).collect();
        let steps = steps.ok().filter(|steps| steps.len() <= MOST_STEPS)?;
        let stroke = paint.is_stroked.then_some(paint.width);
        if (paint.is_filled || stroke.is_some()) && !steps.is_empty() {
            shapes.push(PictogramShape { is_filled: paint.is_filled, stroke, steps });
        }
        if shapes.len() > MOST_SHAPES {
            return None;
        }
    }
    Some(())
}

/// The path of a simple shape. Source: SVG 2, section 10.
fn outline(node: Node) -> Option<String> {
    let number = |name: &str| node.attribute(name).map_or(Some(0.0), |value| value.parse::<f64>().ok());
    Some(match node.tag_name().name() {
        "circle" => ellipse(number("cx")?, number("cy")?, number("r")?, number("r")?),
        "ellipse" => ellipse(number("cx")?, number("cy")?, number("rx")?, number("ry")?),
        "rect" => {
            let (x, y, w, h) = (number("x")?, number("y")?, number("width")?, number("height")?);
            let either =
                |name, other| node.attribute(name).or(node.attribute(other)).map_or(Some(0.0), |v| v.parse().ok());
            let (rx, ry): (f64, f64) = (either("rx", "ry")?, either("ry", "rx")?);
            let (rx, ry) = (rx.min(w / 2.0), ry.min(h / 2.0));
            let (across, down) = (w - 2.0 * rx, h - 2.0 * ry);
            let start = x + rx;
            format!(
                "M{start} {y}h{across}a{rx} {ry} 0 0 1 {rx} {ry}v{down}a{rx} {ry} 0 0 1 -{rx} {ry}h-{across}\
                 a{rx} {ry} 0 0 1 -{rx} -{ry}v-{down}a{rx} {ry} 0 0 1 {rx} -{ry}Z"
            )
        }
        "line" => format!("M{} {}L{} {}", number("x1")?, number("y1")?, number("x2")?, number("y2")?),
        "polyline" => format!("M{}", node.attribute("points")?),
        "polygon" => format!("M{}Z", node.attribute("points")?),
        _ => return None,
    })
}

fn ellipse(x: f64, y: f64, rx: f64, ry: f64) -> String {
    let across = 2.0 * rx;
    format!("M{} {y}a{rx} {ry} 0 1 0 {across} 0a{rx} {ry} 0 1 0 -{across} 0Z", x - rx)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is drawn of the shapes in a drawing of 24 by 24, whose lines are those of the words; nothing if it is refused.
    fn drawn(shapes: &str) -> Option<String> {
        let svg = format!(
            "<svg class=\"icon\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\">{shapes}</svg>"
        );
        let (mut xml, mut id) = (Xml::default(), 1);
        let mut next = || {
            id += 1;
            id
        };
        Drawing::new(&svg)?.write(Rectangle::new(10, 20, 48, 48), "accent1", false, &mut next, &mut xml);
        Some(xml.finish())
    }

    #[test]
    fn lines_and_grounds_become_paths_of_one_shape() {
        let xml =
            drawn("<path d=\"M1 2h3v-1z\"/><path fill=\"currentColor\" stroke=\"none\" d=\"M0 0L5 5\"/>").unwrap();
        let points = "<a:moveTo><a:pt x=\"1000\" y=\"2000\"/></a:moveTo><a:lnTo><a:pt x=\"4000\" y=\"2000\"/></a:lnTo>";
        assert!(xml.contains(points) && xml.contains("<a:close/>"), "{xml}");
        assert!(xml.contains("<a:path w=\"24000\" h=\"24000\" fill=\"none\">"), "{xml}");
        assert!(xml.contains("<a:path w=\"24000\" h=\"24000\" stroke=\"0\">"), "{xml}");
        assert!(xml.contains("<a:ln w=\"50800\" cap=\"rnd\">"), "a line of 2 in 24 is one of 4 points in 48: {xml}");
        assert_eq!(xml.matches("<p:sp>").count(), 1);
        assert!(xml.contains("adec:decorative") && xml.contains("descr=\"\""), "{xml}");
    }

    #[test]
    fn every_simple_shape_is_drawn() {
        for shape in [
            "<circle cx=\"7\" cy=\"7\" r=\"3\"/>",
            "<ellipse cx=\"7\" cy=\"7\" rx=\"3\" ry=\"2\"/>",
            "<rect x=\"1\" y=\"2\" width=\"5\" height=\"6\" rx=\"1\"/>",
            "<line x1=\"1\" y1=\"2\" x2=\"3\" y2=\"4\"/>",
            "<polyline points=\"1 2 3 4 5 6\"/>",
            "<polygon points=\"1,2 3,4 5,6\"/>",
            "<g fill=\"currentColor\"><path d=\"M1 1q2 2 3 3\"/></g>",
            "<title>Name</title><path d=\"M1 1a3 3 0 0 1 3 3\"/>",
        ] {
            let xml = drawn(shape).unwrap_or_else(|| panic!("{shape} is refused"));
            assert!(xml.contains("<a:moveTo>"), "{shape}: {xml}");
        }
        let round = drawn("<circle cx=\"7\" cy=\"7\" r=\"3\"/>").unwrap();
        assert_eq!(round.matches("<a:cubicBezTo>").count(), 4, "{round}");
    }

    #[test]
    fn lines_of_several_widths_are_a_group() {
        let xml = drawn("<path d=\"M1 1h2\"/><path stroke-width=\"1\" d=\"M1 5h2\"/>").unwrap();
        assert!(xml.starts_with("<p:grpSp>") && xml.matches("<p:sp>").count() == 2, "{xml}");
    }

    #[test]
    fn what_no_shape_can_show_is_refused_as_a_whole() {
        for shape in [
            "",
            "<text>A</text>",
            "<path fill=\"#b00\" d=\"M1 1h2\"/>",
            "<path transform=\"scale(2)\" d=\"M1 1h2\"/>",
            "<g opacity=\".5\"><path d=\"M1 1h2\"/></g>",
            "<path d=\"M1 1h2\"/><image href=\"a.png\"/>",
            "<path d=\"M1 one\"/>",
        ] {
            assert_eq!(drawn(shape), None, "{shape}");
        }
        assert_eq!(Drawing::new("<svg><path d=\"M1 1h2\"/></svg>"), None, "how large it is nobody knows");
    }
}
