namespace FunctionalGrad;

/// <summary>Work over the numbers from 0 to a count, any range of which can be done by itself.</summary>
internal interface IRanges
{
    /// <summary>Does the work from one number to another, which is left out.</summary>
    void Run(int from, int to);
}
