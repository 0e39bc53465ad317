using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>A program as text: what each instruction reads and writes, with shapes, fusion groups, and how large the arena is.</summary>
internal static class ProgramText
{
    private const int MostInstructions = 200;
    private const int MostOperations = 40;

    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{plan.Steps.Count} instruction{(plan.Steps.Count == 1 ? "" : "s")}, arena of {plan.Arena.Length:N0} numbers ({Bytes(plan.Arena.Length, 8)} in double, {Bytes(plan.Arena.Length, 4)} in float), of which at most {plan.Arena.LiveLength:N0} are needed at one time\n"
        );
        for (int at = 0; at < Math.Min(plan.Steps.Count, MostInstructions); at++)
            Append(text, plan, plan.Steps[at], at);
        if (plan.Steps.Count > MostInstructions)
            text.Append(
                CultureInfo.InvariantCulture,
                $"... {plan.Steps.Count - MostInstructions:N0} more\n"
            );
        return text.ToString();
    }

    private static void Append(StringBuilder text, Plan plan, Step step, int at)
    {
        text.Append(CultureInfo.InvariantCulture, $"{at, 3}: ");
        switch (step)
        {
            case CopyStep copy:
                text.Append(
                    $"{Written(plan, copy.To)} = copy {Name(plan, copy.From)} as {copy.Node.Label} {copy.Node.Shape}\n"
                );
                break;
            case KernelStep kernel:
                var operands = kernel.Operands.Select(part => Name(plan, part.Slot));
                text.Append($"{Written(plan, kernel.To)} = {Called(kernel.Node, operands)}\n");
                break;
            case ProductStep product:
                Append(text, plan, product);
                break;
            case GroupStep group:
                Append(text, plan, group);
                break;
        }
    }

    private static void Append(StringBuilder text, Plan plan, ProductStep product)
    {
        string to = product.To < 0 ? $"rows {product.Node.Shape}" : Written(plan, product.To);
        text.Append(
            $"{to} = {Called(product.Node, [Factor(plan, product, 0), Factor(plan, product, 1)])}\n"
        );
    }

    private static void Append(StringBuilder text, Plan plan, GroupStep group)
    {
        if (group.Rows is { } rows)
        {
            Append(text, plan, rows.Product);
            text.Append(
                CultureInfo.InvariantCulture,
                $"       {rows.AtOnce:N0} rows at a time, each followed by "
            );
        }
        text.Append(
            CultureInfo.InvariantCulture,
            $"{group.Operations.Length + group.Reductions.Length} fused over {group.Size:N0} elements, {group.Tile} at a time"
        );
        int inRegisters = RegisterRuns.Of(group).Sum(run => run.End - run.First);
        if (inRegisters > 0)
            text.Append(CultureInfo.InvariantCulture, $", {inRegisters} of them in registers");
        text.Append('\n');
        foreach (var operation in group.Operations.Take(MostOperations))
        {
            var operands = operation.Which.Select(source => Name(plan, group.Sources[source]));
            var target = group.Sources[operation.To];
            string to = target.Slot < 0 ? Name(plan, target) : Written(plan, target.Slot);
            text.Append($"       {to} = {Called(operation.Node, operands)}\n");
        }
        if (group.Operations.Length > MostOperations)
            text.Append(
                CultureInfo.InvariantCulture,
                $"       ... {group.Operations.Length - MostOperations:N0} more\n"
            );
        foreach (var reduction in group.Reductions)
            text.Append(
                $"       {Written(plan, reduction.To)} = {Called(reduction.Node, [Name(plan, group.Sources[reduction.Of])])}\n"
            );
    }

    /// <summary>A node with its literals as the DSL writes them, but for a shape, which is written anyway; its operands, and the module it was made in.</summary>
    private static string Called(Expr node, IEnumerable<string> operands)
    {
        var apply = node as Apply;
        string literals = apply is null or { Attributes: Target }
            ? ""
            : string.Concat(apply.Attributes.Literals.Select(literal => $" {literal}"));
        string module = apply?.Module is { } name ? $"  // {name}" : "";
        return $"{node.Label}{literals}({string.Join(", ", operands)}){module}";
    }

    /// <summary>A factor by its slot, and that its rows and columns are swapped where they are.</summary>
    private static string Factor(Plan plan, ProductStep product, int factor)
    {
        var (slot, layout) =
            factor == 0 ? (product.Left, product.LeftLayout) : (product.Right, product.RightLayout);
        string transposed = layout.RowStride == 1 && layout.ColumnStride > 1 ? " transposed" : "";
        return Name(plan, slot) + transposed;
    }

    private static string Name(Plan plan, TileSource source) =>
        source.Kind switch
        {
            TileSourceKind.Tile => $"tile{source.Tile}",
            TileSourceKind.Number => source.Number.ToString("R", CultureInfo.InvariantCulture),
            TileSourceKind.Product => "rows",
            TileSourceKind.Slice or TileSourceKind.Streamed or TileSourceKind.Copied => Name(
                plan,
                source.Slot
            ),
            TileSourceKind.Element or TileSourceKind.View => $"view {Name(plan, source.Slot)}",
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };

    private static string Name(Plan plan, int slot) =>
        plan.Slots[slot] switch
        {
            { Kind: SlotKind.Input } input => input.Node.Label,
            { Kind: SlotKind.Constant, Node: Constant { Uniform: { } number } } => number.ToString(
                "R",
                CultureInfo.InvariantCulture
            ),
            { Kind: SlotKind.Constant } constant => $"constant {constant.Node.Shape}",
            { Kind: SlotKind.Output } output => $"out{output.Ordinal}",
            _ => $"%{slot}",
        };

    private static string Written(Plan plan, int slot)
    {
        string place =
            plan.Slots[slot].Kind == SlotKind.Arena ? $" at {plan.Slots[slot].Offset}" : "";
        return $"{Name(plan, slot)} {plan.Slots[slot].Node.Shape}{place}";
    }

    private static string Bytes(long count, int size)
    {
        double bytes = (double)count * size;
        return bytes < 1e6 ? FormattableString.Invariant($"{bytes / 1e3:N1} KB")
            : bytes < 1e9 ? FormattableString.Invariant($"{bytes / 1e6:N1} MB")
            : FormattableString.Invariant($"{bytes / 1e9:N1} GB");
    }
}
