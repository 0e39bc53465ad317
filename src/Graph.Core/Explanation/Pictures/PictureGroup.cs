namespace FunctionalGrad;

/// <summary>A module drawn as a box around others.</summary>
internal sealed record PictureGroup(int Id, string Name, int? Outer);
