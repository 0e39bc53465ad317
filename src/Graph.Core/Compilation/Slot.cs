namespace FunctionalGrad;

/// <summary>Where the numbers of a slot come from, or go to.</summary>
internal enum SlotKind
{
    /// <summary>Given by whoever runs the program.</summary>
    Input,

    /// <summary>Known before the first run.</summary>
    Constant,

    /// <summary>Handed out after the run.</summary>
    Output,

    /// <summary>In the arena, between the instruction that writes it and the last that reads it.</summary>
    Arena,
}

/// <summary>A run of numbers that instructions read and write.</summary>
internal sealed class Slot(int index, SlotKind kind, Expr node, int ordinal)
{
    /// <summary>Its number.</summary>
    public int Index => index;

    /// <summary>Where its numbers come from, or go to.</summary>
    public SlotKind Kind => kind;

    /// <summary>The node whose value it holds.</summary>
    public Expr Node => node;

    /// <summary>Which input, constant or output it is; of the arena, none.</summary>
    public int Ordinal => ordinal;

    /// <summary>How many numbers it holds.</summary>
    public int Size => node.Shape.Size;

    /// <summary>The instruction that writes it.</summary>
    public int First { get; set; } = -1;

    /// <summary>The last instruction that reads it.</summary>
    public int Last { get; set; } = -1;

    /// <summary>Where in the arena it begins.</summary>
    public int Offset { get; set; }
}

/// <summary>A part of a slot, as an operand.</summary>
internal readonly record struct SlotPart(int Slot, int Offset, int Length);
