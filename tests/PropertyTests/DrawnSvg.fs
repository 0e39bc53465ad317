namespace FunctionalGrad.PropertyTests

open System
open System.Globalization
open System.Text.RegularExpressions
open System.Xml.Linq

/// A drawn picture read back: its boxes, and the pieces of its wires.
module DrawnSvg =
    type Box =
        {
            Name: string
            Left: float
            Top: float
            Right: float
            Bottom: float
            /// Where its wires leave.
            Outlets: (float * float) list
        }

    type Piece =
        {
            From: string
            To: string option
            Points: (float * float) list
        }

        member this.Start = List.head this.Points
        member this.End = List.last this.Points

    let private named name =
        XName.Get(name, "http://www.w3.org/2000/svg")

    let private text (name: string) (element: XElement) =
        match element.Attribute(XName.Get name) with
        | null -> None
        | found -> Some found.Value

    let private number name element =
        Double.Parse(Option.defaultValue "0" (text name element), CultureInfo.InvariantCulture)

    /// The points of a path of M, H and C; of a curve some points on the way.
    let points (d: string) =
        let numbers (part: string) =
            [
                for each in Regex.Matches(part, @"-?\d+(\.\d+)?") ->
                    Double.Parse(each.Value, CultureInfo.InvariantCulture)
            ]

        ([], Regex.Matches(d, "[MHC][^MHC]*"))
        ||> Seq.fold (fun path part ->
            match part.Value[0], numbers part.Value, path with
            | 'M', [ x; y ], [] -> [ x, y ]
            | 'H', [ x ], (_, y) :: _ -> (x, y) :: path
            | 'C', [ x1; y1; x2; y2; x; y ], (x0, y0) :: _ ->
                let at t =
                    let mix a b c d =
                        let s = 1.0 - t
                        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d

                    mix x0 x1 x2 x, mix y0 y1 y2 y

                (x, y) :: List.rev [ for i in 1..7 -> at (float i / 8.0) ] @ path
            | _ -> failwith $"no such path: {d}")
        |> List.rev

    let boxes (page: XElement) =
        [
            for group in page.Descendants(named "g") do
                match text "data-box" group with
                | None -> ()
                | Some name ->
                    let rect = Seq.exactlyOne (group.Elements(named "rect"))
                    let left, top = number "x" rect, number "y" rect

                    {
                        Name = name
                        Left = left
                        Top = top
                        Right = left + number "width" rect
                        Bottom = top + number "height" rect
                        Outlets =
                            [
                                for stub in group.Elements(named "path") ->
                                    text "d" stub |> Option.get |> points |> List.last
                            ]
                    }
        ]

    let pieces (page: XElement) =
        [
            for path in page.Descendants(named "path") do
                match text "data-from" path with
                | None -> ()
                | Some from ->
                    {
                        From = from
                        To = text "data-to" path
                        Points = text "d" path |> Option.get |> points
                    }
        ]

    /// The dots where wires part.
    let dots (page: XElement) =
        [
            for each in page.Descendants(named "circle") do
                if text "class" each = Some "fork" then
                    number "cx" each, number "cy" each
        ]

    /// How far a point lies from a line through points.
    let distance (x, y) (points: (float * float) list) =
        let toPiece ((x0, y0), (x1, y1)) =
            let dx, dy = x1 - x0, y1 - y0
            let length = dx * dx + dy * dy

            let t =
                if length = 0.0 then
                    0.0
                else
                    Math.Clamp(((x - x0) * dx + (y - y0) * dy) / length, 0.0, 1.0)

            Math.Sqrt((x0 + t * dx - x) ** 2.0 + (y0 + t * dy - y) ** 2.0)

        points |> List.pairwise |> List.map toPiece |> List.min

    /// Where a wire goes on in another band, its name stands.
    let names (page: XElement) =
        [
            for each in page.Descendants(named "text") do
                if text "class" each = Some "small title" then
                    let beside = if text "text-anchor" each = Some "end" then 4.0 else -4.0
                    number "x" each + beside, number "y" each - 4.0
        ]

    /// What is written in the drawing, with the box that it belongs to, and the room that it takes: left, top, right, bottom.
    let texts (page: XElement) =
        [
            for each in page.Descendants(named "text") do
                let around =
                    each.Ancestors(named "g") |> Seq.choose (text "data-box") |> Seq.tryHead

                let kind = Option.defaultValue "" (text "class" each)
                let isDrawn = each.Ancestors(named "g") |> Seq.isEmpty |> not

                if isDrawn then
                    let letter =
                        if kind.Contains "label" then 7.9
                        elif kind.Contains "small" then 6.7
                        else 7.3

                    let wide = letter * float each.Value.Length
                    let x, y = number "x" each, number "y" each

                    let left =
                        if kind.Contains "label" || kind.Contains "caption" then
                            x - wide / 2.0
                        elif text "text-anchor" each = Some "end" then
                            x - wide
                        else
                            x

                    around, each.Value, (left, y - 9.0, left + wide, y + 2.0)
        ]

    /// How wide the page is.
    let width (page: XElement) = number "width" page

    /// What is written above the drawing, and where it begins and ends.
    let headings (page: XElement) =
        [
            for each in page.Elements(named "text") do
                let letter = if text "class" each = Some "heading" then 9.1 else 6.7
                let left = number "x" each
                each.Value, left, left + letter * float each.Value.Length
        ]
