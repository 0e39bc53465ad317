namespace FunctionalGrad.PropertyTests

open System.Text.RegularExpressions

/// Reads the LaTeX of derivations as a typesetter would: whatever does not pair, or stacks two exponents, is an error.
module LatexSyntax =
    let private known =
        set
            [
                "phantom"
                "partial"
                "cdot"
                "odot"
                "times"
                "top"
                "sigma"
                "Phi"
                "varphi"
                "infty"
                "sum"
                "prod"
                "nabla"
                "max"
                "min"
                "log"
                "sin"
                "cos"
                "tanh"
                "ge"
                "le"
                "ne"
                "dots"
                "lfloor"
                "rfloor"
                "lvert"
                "rvert"
                "backslash"
                "sim"
            ]

    let private textual = set [ "text"; "operatorname"; "mathit"; "mathrm" ]

    type private Reader(latex: string) =
        let mutable at = 0

        member private _.Broken sentence =
            let rest = latex.Substring(at, min 40 (latex.Length - at))
            failwith $"LaTeX: {sentence} before: {rest} in {latex}"

        member private _.Command() =
            let start = at

            while at < latex.Length && System.Char.IsAsciiLetter latex[at] do
                at <- at + 1

            latex.Substring(start, at - start)

        member private this.Take(sign: char) =
            if at < latex.Length && latex[at] = sign then
                at <- at + 1
            else
                this.Broken $"no {sign}"

        /// Braces around words. MathJax knows no commands among them, and LaTeX makes dashes, quotation marks and accents of some signs.
        member private this.Words() =
            this.Take '{'

            while at < latex.Length && latex[at] <> '}' do
                if "{\\$&#%_^~`<>".Contains latex[at] then
                    this.Broken "a sign among words"

                if at > 0 && latex[at] = latex[at - 1] && "-'".Contains latex[at] then
                    this.Broken "a dash or quotation mark that nobody wrote"

                at <- at + 1

            this.Take '}'

        member private this.Braced() =
            this.Take '{'
            this.Row(fun () -> at < latex.Length && latex[at] = '}')
            this.Take '}'

        member private this.Delimiter() =
            if at < latex.Length && latex[at] = '\\' then
                at <- at + 1

                if not (known.Contains(this.Command())) then
                    this.Broken "no delimiter"
            elif at < latex.Length && "()[]|.".Contains latex[at] then
                at <- at + 1
            else
                this.Broken "no delimiter"

        member private _.Follows(text: string) =
            System.String.CompareOrdinal(latex, at, text, 0, text.Length) = 0

        member private this.Atom() =
            match latex[at] with
            | '{' -> this.Braced()
            | '}' -> this.Broken "a brace closes"
            | '^'
            | '_' -> this.Broken "nothing to stand above or below"
            | '$'
            | '#'
            | '%' -> this.Broken "a sign that was not escaped"
            | '\\' when at + 1 < latex.Length && not (System.Char.IsAsciiLetter latex[at + 1]) -> at <- at + 2
            | '\\' ->
                at <- at + 1

                match this.Command() with
                | "frac" ->
                    this.Braced()
                    this.Braced()
                | "sqrt"
                | "hat"
                | "grave"
                | "overline"
                | "phantom" -> this.Braced()
                | "left" ->
                    this.Delimiter()
                    this.Row(fun () -> this.Follows @"\right")

                    if not (this.Follows @"\right") then
                        this.Broken "no right"

                    at <- at + 6
                    this.Delimiter()
                | "begin" ->
                    let start = at
                    this.Words()
                    let ending = @"\end" + latex.Substring(start, at - start)
                    this.Row(fun () -> this.Follows ending)

                    if not (this.Follows ending) then
                        this.Broken $"no {ending}"

                    at <- at + ending.Length
                | words when textual.Contains words -> this.Words()
                | command ->
                    if not (known.Contains command) then
                        this.Broken $"no such command: {command}"
            | _ -> at <- at + 1

        /// Atoms with at most one exponent and one index each.
        member private this.Row(ends: unit -> bool) =
            while at < latex.Length && not (ends ()) do
                this.Atom()
                let mutable scripts = []

                while at < latex.Length && (latex[at] = '^' || latex[at] = '_') do
                    if List.contains latex[at] scripts then
                        this.Broken "two exponents or two indices"

                    scripts <- latex[at] :: scripts
                    at <- at + 1

                    if at = latex.Length then
                        this.Broken "nothing above or below"

                    this.Atom()

        member this.All() = this.Row(fun () -> false)

    /// What a page or Markdown takes for its own: the beginning of an element, the name of a sign, the end of a formula.
    let private markup = Regex @"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;|\$\$|``"

    /// Requires a formula to be one that can be typeset, also where it stands in a page of HTML.
    let require (latex: string) =
        Reader(latex).All()

        if markup.IsMatch latex then
            failwith $"LaTeX: a page would break at {markup.Match latex} in {latex}"
