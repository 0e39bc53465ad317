namespace FunctionalGrad;

/// <summary>How the operands of a run lie.</summary>
internal enum ScalarRunKind
{
    /// <summary>Anywhere; results of the same run may be among them.</summary>
    Scattered,

    /// <summary>The first operand of each but the first entry is the result before it.</summary>
    Chained,

    /// <summary>Side by side, or all in one cell, and none is a result of the run.</summary>
    Vectors,
}

/// <summary>Entries of one kind that run one after another; their results lie side by side.</summary>
/// <param name="Code">What is computed.</param>
/// <param name="Kind">How the operands lie.</param>
/// <param name="To">The cell of the first result.</param>
/// <param name="Count">How many entries there are.</param>
/// <param name="Start">Where the cells of the operands begin in the tape's list; of vectors these are those of the first entry; of a kernel which of the tape's kernels it is.</param>
internal readonly record struct ScalarRun(
    ScalarCode Code,
    ScalarRunKind Kind,
    int To,
    int Count,
    int Start
)
{
    /// <summary>How far the first operands of vectors lie apart: 1 or 0.</summary>
    public int StepA { get; init; }

    /// <summary>How far the second operands of vectors lie apart.</summary>
    public int StepB { get; init; }
}

/// <summary>A kernel that runs over single numbers.</summary>
/// <param name="Node">One of its applications.</param>
/// <param name="Count">Of how many it is.</param>
/// <param name="Operands">The cells of each operand; a single one where they lie side by side from there on.</param>
internal readonly record struct ScalarKernel(Apply Node, int Count, int[][] Operands);
